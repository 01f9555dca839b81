"""Drills: load, and what goes wrong under it. Each is a program: ./run drill NAME."""
