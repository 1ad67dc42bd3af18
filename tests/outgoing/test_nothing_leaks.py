"""No delivery holds a word of what is not published, nor a name of anybody."""

from app.domain.workflow import Intent, StaffRole
from app.outgoing.guarded import Outcome
from app.store.engine import open_engine, writing
from app.store.tables.webhooks import Webhook
from tests.conftest import Databases
from tests.outgoing.hooks import Hooks
from tests.staffing import add_staff
from tests.test_nothing_leaks import MARK, REPLACED, WITHDRAWN, Gardener, secret


def test_nothing_unpublished_is_in_any_delivery(sqlite_databases: Databases) -> None:
    engine = open_engine(sqlite_databases.make("filled"))
    name = secret("administrator")
    hooks = Hooks(engine, add_staff(engine, StaffRole.ADMINISTRATOR, name=name).actor)
    made = hooks.to("https://example.org/")
    with writing(engine) as session:
        session.get_one(Webhook, made.id).sequence = 0
    gardener = Gardener(engine)
    gardener.plant_unpublished()
    published = [
        gardener.publish(Intent.ADD),
        gardener.publish(Intent.REPLACE, REPLACED),
        gardener.publish(Intent.WITHDRAW, WITHDRAWN),
    ]
    bodies: list[bytes] = []

    def sending(_address: str, body: bytes, headers: object) -> Outcome:
        bodies.append(body + str(headers).encode())
        return Outcome(None, 204)

    hooks.deliver(sending)
    told = b"".join(bodies)
    assert len(bodies) >= 6
    assert published[0].encode() in told
    assert MARK.encode() not in told
    assert not any(one.encode() in told for one in gardener.planted.ids)
    assert b"actor" not in told
    engine.dispose()
