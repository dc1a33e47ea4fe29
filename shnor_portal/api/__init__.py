"""REST: routing, sign-in, errors, pagination. Each app keeps its own resources in its api/ folder."""
