from course.observers import Observers


def test_all_are_told_until_they_leave():
    observers, heard = Observers(), []
    leave = observers.add(lambda: heard.append("one"))
    observers.add(lambda: heard.append("two"))
    observers.tell()
    leave()
    leave()
    observers.tell()
    assert heard == ["one", "two", "two"]
    assert len(observers) == 1


def test_one_that_fails_keeps_no_other_from_hearing(caplog):
    observers, heard = Observers(), []
    observers.add(lambda: 1 / 0)
    observers.add(lambda: heard.append("two"))
    observers.tell()
    assert heard == ["two"]
    assert "ZeroDivisionError" in caplog.text


def test_who_leaves_while_all_are_told_is_no_trouble():
    observers, heard = Observers(), []

    def once():
        heard.append("one")
        leave()

    leave = observers.add(once)
    observers.add(lambda: heard.append("two"))
    observers.tell()
    observers.tell()
    assert heard == ["one", "two", "two"]
