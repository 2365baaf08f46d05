import type { Response } from 'express';

/**
 * Stricter than the other pages have: no script at all, and styles from here alone. A referrer names the host and never
 * the address, in which the token stands; without any, browsers would send the form under the origin `null`, and it could
 * not be told from a form of another site.
 */
export function surveyHeaders(response: Response): void {
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  response.setHeader('Referrer-Policy', 'strict-origin');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow');
}
