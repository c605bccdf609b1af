"""nbgrader without the library that takes longer to import than all of the rest."""

import subprocess
import sys

import pytest

pytest.importorskip("nbgrader")


def run(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8").stdout


def test_the_grammar_of_addresses_is_not_built():
    pytest.importorskip("rfc3987_syntax")
    code = "import sys, autograder.nbgrader_parts; print('rfc3987_syntax' in sys.modules, 'lark' in sys.modules)"
    assert run(code).split() == ["False", "False"]


def test_whoever_wants_it_later_finds_it():
    pytest.importorskip("rfc3987_syntax")
    code = "import autograder.nbgrader_parts, rfc3987_syntax; print(rfc3987_syntax.is_valid_syntax('iri', 'http://ü'))"
    assert run(code).strip() == "True"


def test_notebooks_are_checked_as_ever():
    code = """
import autograder.nbgrader_parts, nbformat
nbformat.validate(nbformat.v4.new_notebook())
try:
    nbformat.validate({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]})
except nbformat.ValidationError:
    print("refused")
"""
    assert run(code).strip() == "refused"


def test_one_that_was_imported_before_stays():
    pytest.importorskip("rfc3987_syntax")
    code = "import sys, rfc3987_syntax as was, autograder.nbgrader_parts; print(sys.modules['rfc3987_syntax'] is was)"
    assert run(code).strip() == "True"
