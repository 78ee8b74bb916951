"""The rate that a district meant by a longer text."""

import pytest

from evaluator.submission.numerals import rate_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("增长6.56%", "6.56%"),
        ("八成八", ""),
        ("1:", ""),
        ("1:0", ""),
        ("1:0.0", ""),
        ("+6.56%", "6.56%"),
        ("−6.56%", "-6.56%"),
        ("下降6.56%", "-6.56%"),
        ("约88％", "88%"),
        ("百分之八十八", "88%"),
        ("6.56个百分点", "6.56%"),
        ("约1：14.8", "1:14.8"),
        ("1比15", "1:15"),
        ("1∶14.12", "1:14.12"),
        ("1/14.12", "1:14.12"),
        ("21/14.12", ""),
        ("1,000", "1000"),
        ("12，345.6元", "12345.6"),
        ("1,000,00", ""),
        ("2019,2020", ""),
        ("88.5分", "88.5"),
        ("87.99‰", ""),
        ("1.2倍", ""),
        ("85%至88%", ""),
        ("2021年为88%", ""),
        ("1234567890123%", ""),
        ("较高", ""),
    ],
)
def test_the_only_rate_in_a_text_is_found(text: str, meant: str) -> None:
    assert rate_in(text, percent=True) == meant


def test_percentage_points_are_written_without_a_sign() -> None:
    assert rate_in("提高3.2个百分点", percent=False) == "3.2"
