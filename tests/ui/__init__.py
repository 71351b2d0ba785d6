"""Tests of the floor or room of the same name."""
