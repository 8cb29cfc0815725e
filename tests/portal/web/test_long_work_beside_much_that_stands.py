"""The collector leaves alone what stood before a long work, and takes everything up again after it."""

import gc

import pytest

from portal.web.memory import rest_left_alone


def test_what_stood_before_is_left_alone_while_the_work_lasts():
    before = gc.get_freeze_count()
    stood = ["stands"]
    with rest_left_alone():
        assert gc.get_freeze_count() > before
        assert not any(one is stood for one in gc.get_objects())
    assert gc.get_freeze_count() <= before
    assert any(one is stood for one in gc.get_objects())


def test_a_work_that_fails_leaves_nothing_set_aside():
    before = gc.get_freeze_count()
    with pytest.raises(ValueError, match="broken"), rest_left_alone():
        raise ValueError("broken")
    assert gc.get_freeze_count() <= before
