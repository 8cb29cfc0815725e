"""Messages to people: outbox, inbox, delivery in the language of each."""
