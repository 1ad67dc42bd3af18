"""The Link header: what it holds cannot end it."""

from app.wire.link_headers import Link, written


def test_links_are_written_as_the_rfc_has_them() -> None:
    links = [
        Link("/api/v1/evidence?cursor=WyJl", "next"),
        Link("/en/", "alternate", (("type", "text/html"), ("hreflang", "en"))),
    ]
    assert written(links) == (
        '</api/v1/evidence?cursor=WyJl>; rel="next", '
        '</en/>; rel="alternate"; type="text/html"; hreflang="en"'
    )


def test_nothing_in_an_address_ends_it() -> None:
    assert written([Link('/a?q=<">é', "next")]) == '</a?q=%3C%22%3E%C3%A9>; rel="next"'
