"""What is asked: its language, its years and parts, what it leans on, what it leaves the report for."""
