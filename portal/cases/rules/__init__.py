"""What the law says about cases, agents and addresses; pure Python, articles cited."""
