"""What the tests stand on: isolated homes and real servers."""
