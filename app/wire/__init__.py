"""How answers travel: what holds for pages, API, feeds and exports alike, each rule in one module.

From the outside in: `delivery` (validators, compression), `security` (headers, sharing with other
sites), `methods` (OPTIONS), `crashes`.
"""

from app.wire.installing import install

__all__ = ["install"]
