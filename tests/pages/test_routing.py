"""How addresses are read: languages, slashes, empty fields, unknown parameters, methods."""

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/", "/en/"),
        ("/?as_of=2023-06-30", "/en/?as_of=2023-06-30"),
        ("/en", "/en/"),
        ("/en/themes/", "/en/themes"),
        ("/en/themes/assembly/?as_of=2023-06-30", "/en/themes/assembly?as_of=2023-06-30"),
        ("/en/commitments?q=&status=&theme=", "/en/commitments"),
        ("/en/commitments?q=law&status=&sort=newest", "/en/commitments?q=law&sort=newest"),
        ("/en/commitments?q=+law+", "/en/commitments?q=law"),
        ("/en/commitments?as_of=&overdue=true", "/en/commitments?overdue=true"),
    ],
)
def test_an_address_is_made_clean(asked: str, led_to: str, shipped_client: TestClient) -> None:
    answer = shipped_client.get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, led_to)
    assert shipped_client.get(led_to, follow_redirects=False).status_code == 200


@pytest.mark.parametrize("path", ["/rus/", "/de/", "/uz/commitments", "/en/x"])
def test_what_is_not_served_is_not_found(path: str, shipped_client: TestClient) -> None:
    assert shipped_client.get(path, follow_redirects=False).status_code == 404


def test_unknown_parameters_are_passed_over(shipped_client: TestClient) -> None:
    plain = shipped_client.get("/en/themes/assembly").text
    assert shipped_client.get("/en/themes/assembly?utm_source=mail&x=1").text == plain


@pytest.mark.parametrize("path", ["/en/", "/en/commitments", "/en/themes/assembly"])
def test_head_is_answered_like_get(path: str, shipped_client: TestClient) -> None:
    assert shipped_client.head(path).status_code == 200
    assert shipped_client.head(path).headers["content-type"] == "text/html; charset=utf-8"
