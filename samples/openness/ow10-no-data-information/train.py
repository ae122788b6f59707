# SPDX-License-Identifier: Apache-2.0
"""Stands for the code that trains: it writes down a sine."""
import math

print([math.sin(i) for i in range(48)])
