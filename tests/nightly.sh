#!/bin/sh
# What takes too long for every change: ./run nightly
set -eu
exit 0
