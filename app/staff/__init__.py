"""The staff desk: HTML behind sign-in, never cached, and complete without script."""

from app.staff.errors import staff_error_answer
from app.staff.links import is_staff
from app.staff.routes import install

__all__ = ["install", "is_staff", "staff_error_answer"]
