"""The key of a draft is somebody's input: one that no column holds is no draft."""

from __future__ import annotations

import pytest

from portal.drafts.models import Draft
from tests.factories import people

pytestmark = pytest.mark.django_db


def test_a_key_longer_than_its_column_is_refused_as_unknown(client):
    people.sign_in(client, people.principal())
    assert client.post(f"/en/drafts/identity.names:{'x' * 200}/", {"name_pt": "A"}).status_code == 404
    assert not Draft.objects.exists()
