"""What the exports in published standards share: which relations leave, under which ids, and how shares and numbers are told."""
