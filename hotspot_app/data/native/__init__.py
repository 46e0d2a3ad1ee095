"""What native libraries read of workbooks and maps; runs in the reader (`apart`)."""
