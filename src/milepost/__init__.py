"""Milepost: the open system for work-based qualifications."""

__version__ = "0.1.0"
