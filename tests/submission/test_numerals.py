"""The rate that a district meant by a longer text."""

import pytest

from evaluator.submission.numerals import in_digits, rate_in


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
        ("百分之八十八点零二", "88.02%"),
        ("下降两个百分点", "-2%"),
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


@pytest.mark.parametrize(
    ("numerals", "digits"),
    [
        ("两", "2"),
        ("两千", "2000"),
        ("十二", "12"),
        ("一百二", "120"),
        ("三十五", "35"),
        ("三万五", "35000"),
        ("三十万五", "305000"),
        ("三万零五", "30005"),
        ("两万零五百", "20500"),
        ("一亿三千万", "130000000"),
        ("三万", "3万"),
        ("三点五万", "3.5万"),
        ("二○二一", "2021"),
        ("两千零二十一", "2021"),
        ("贰拾叁万叁仟叁佰", "233300"),
        ("23万3300", "233300"),
        ("23万33", "23万33"),
        ("二三十", "二三十"),
        ("三五百", "三五百"),
        ("七八", "七八"),
        ("一千零", "一千零"),
        ("十百", "十百"),
        ("三万二三千", "三万二三千"),
    ],
)
def test_an_exact_number_in_chinese_numerals_is_read_and_an_estimate_is_not(
    numerals: str, digits: str
) -> None:
    assert in_digits(numerals) == digits


@pytest.mark.parametrize("sign", "零〇○一二两三四五六七八九十百千万亿点壹贰拾佰仟萬億")
def test_no_run_of_numerals_is_too_odd_to_be_read(sign: str) -> None:
    for other in "零〇○一两九十百千万亿点拾萬":
        for text in (sign, sign + other, other + sign + other, f"两{sign}{other}" * 12):
            assert in_digits(text, most=0)
