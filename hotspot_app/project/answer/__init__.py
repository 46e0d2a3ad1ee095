"""What is asked of an answer: choices to offer, months, incidents, a second opinion."""
