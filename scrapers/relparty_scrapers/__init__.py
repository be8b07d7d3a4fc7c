"""Company registers, one folder a source (`<country>_<register>/`); none is built in yet."""
