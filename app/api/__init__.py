"""JSON under /api/v1, for reading: each handler answers the shape its dependency gives."""

from app.api.problems import problem_answer
from app.api.routes import install

__all__ = ["install", "problem_answer"]
