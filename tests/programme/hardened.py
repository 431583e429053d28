"""What every answer must carry, whoever gives it."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}
UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "*", "http:", "https:")


def lacking(response):
    """What is missing from the headers of `response`, in words; nothing when it is as it must be."""
    missing = [name for name, value in ALWAYS.items() if response.headers.get(name) != value]
    missing += [] if response.headers.get("Referrer-Policy") in {"same-origin", "no-referrer"} else ["Referrer-Policy"]
    missing += [] if "camera=()" in response.headers.get("Permissions-Policy", "") else ["Permissions-Policy"]
    missing += [] if response.headers.get("Cache-Control") else ["Cache-Control"]
    missing += ["open to other sites"] if "Access-Control-Allow-Origin" in response.headers else []
    return missing + lax(response.headers.get("Content-Security-Policy", ""))


def lax(policy):
    """What a content policy leaves open. One with `sandbox` runs no script, whatever its styles."""
    asked = ["default-src 'none'"] + ([] if "sandbox" in policy else ["frame-ancestors 'none'", "script-src 'self'"])
    unsafe = [] if "sandbox" in policy else [word for word in UNSAFE if word in policy.replace(";", " ").split()]
    return [word for word in asked if word not in policy] + unsafe
