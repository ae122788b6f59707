# SPDX-License-Identifier: Apache-2.0
"""Stands for the code that measures the model."""
