"""Scoring engine for 区市政府履行教育职责评价 (district governments' yearly education evaluation)."""

__version__ = "0.1.0"
