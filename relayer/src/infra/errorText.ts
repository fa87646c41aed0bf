import { BaseError } from "viem";

const URLS = /\b(?:https?|wss?):\/\/[^\s"'<>)\]}]+/gi;

/** A text without what its URLs say beyond their hosts: endpoints are often told apart by a key in the path, the query or the user. */
export function withoutSecretsInUrls(text: string): string {
  return text.replace(URLS, (url) => {
    const whole = URL.canParse(url) ? new URL(url) : undefined;
    if (whole === undefined) return "[URL]";
    const rest = whole.pathname.length > 1 || whole.search || whole.hash || whole.username || whole.password;
    return rest ? `${whole.protocol}//${whole.host}/[redacted]` : url;
  });
}

/** What went wrong, in words that anybody may read: viem puts the URL that was asked, and what was asked of it, into `message`. */
export function publicReason(error: unknown): string {
  if (error instanceof BaseError) return withoutSecretsInUrls(error.shortMessage);
  return withoutSecretsInUrls(error instanceof Error ? error.message : String(error));
}
