"""The file of the signing key: made once, for its owner alone, and never written over."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.store.backup_files import Choice
from app.store.backups import write_backup
from app.store.key_files import is_closed, load_key, make_key
from app.store.signing import KeyFaultError
from tests.conftest import Databases


def test_a_key_is_read_as_it_was_made(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    made = make_key(path, "example.org")
    assert load_key(path).public == made.public
    assert path.stat().st_mode & 0o777 == 0o600
    assert is_closed(path)
    path.chmod(0o640)
    assert not is_closed(path)


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    make_key(path, "example.org")
    before = path.read_bytes()
    with pytest.raises(KeyFaultError, match="never written over"):
        make_key(path, "example.org")
    assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFaultError, match="SCORECARD_SIGNING_KEY"):
        make_key(tmp_path / "missing" / "key.pem", "example.org")


def test_what_is_no_key_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    with pytest.raises(KeyFaultError, match="there is no file"):
        load_key(path)
    path.write_text("text")
    with pytest.raises(KeyFaultError, match="Key-Name"):
        load_key(path)
    path.write_text("Key-Name: example.org\ntext")
    with pytest.raises(KeyFaultError, match="restore your copy"):
        load_key(path)
    other = generate_private_key(SECP256R1())
    pem = other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(b"Key-Name: example.org\n" + pem)
    with pytest.raises(KeyFaultError, match="another kind"):
        load_key(path)
    with pytest.raises(KeyFaultError, match="cannot be read"):
        load_key(tmp_path)


def test_no_backup_holds_the_key(sqlite_databases: Databases, tmp_path: Path) -> None:
    url = sqlite_databases.make("filled")
    path = Path(url.removeprefix("sqlite:///")).with_suffix(".pem")
    make_key(path, "example.org")
    write_backup(url, tmp_path / "backup", Choice())
    secret = path.read_bytes().splitlines()[2]
    assert secret not in (tmp_path / "backup").read_bytes()
    path.unlink()
