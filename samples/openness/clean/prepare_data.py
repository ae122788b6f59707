# SPDX-License-Identifier: Apache-2.0
"""Stands for the code that makes the training data."""
