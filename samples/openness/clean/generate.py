# SPDX-License-Identifier: Apache-2.0
"""Stands for the code that runs the model."""
