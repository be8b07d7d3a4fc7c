"""Signing in through the office's identity provider (OpenID Connect Core 1.0, authorization code flow with PKCE)."""
