"""The service that writes: outline, slide briefs and slide drafts."""
