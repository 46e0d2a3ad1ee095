"""What chance alone could make of counts and rates."""
