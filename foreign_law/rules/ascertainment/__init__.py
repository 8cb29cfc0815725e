"""What 法释〔2023〕12号 (in force 2024-01-01) lets happen when a court ascertains foreign law."""
