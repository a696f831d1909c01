"""`govner place`: what it prints, and how it fails."""
from __future__ import annotations

import typer
from typer.testing import CliRunner

from govner.cli.place import place
from govner.errors import InputError

APP = typer.Typer()
APP.command()(place)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(APP, list(arguments))
    if isinstance(result.exception, InputError):
        return 2, str(result.exception)
    return result.exit_code, result.output


def test_a_former_district_and_its_successor() -> None:
    code, output = run("下城区", "--on", "2020-09-08")
    assert code == 0
    assert output.startswith("浙江省杭州市下城区\t330103\tcounty\t")
    assert "2021-04-09" in output
    assert "浙江省杭州市拱墅区（330105）" in output


def test_inside_an_area_by_name_or_code() -> None:
    assert run("东新街道", "--in", "杭州市")[1].count("\n") == 1
    assert run("东新街道", "--in", "330100")[1].count("\n") == 1
    assert run("330103")[1].startswith("浙江省杭州市下城区")


def test_nothing_found_and_no_date() -> None:
    assert run("没有这个地方")[0] == 1
    code, message = run("下城区", "--on", "9月8日")
    assert code == 2
    assert "2020-09-08" in message
