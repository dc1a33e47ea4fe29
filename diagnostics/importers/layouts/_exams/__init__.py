"""Exam protocols of РИС ГИА: named rows are counted by school in place, and nothing personal leaves."""
