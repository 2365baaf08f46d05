/** The cookie that the login page sets. It holds the token itself: nothing is kept here that a restart would lose. */
export const LOGIN_COOKIE = 'gridledger_token';

/** The token in a Cookie header; null if there is none, or more than one. */
export function cookieToken(header: string | undefined): string | null {
  const found = (header ?? '').split(';').map((part) => part.trim()).filter((part) => part.startsWith(`${LOGIN_COOKIE}=`));
  return found.length === 1 ? found[0].slice(LOGIN_COOKIE.length + 1) || null : null;
}

/** `Set-Cookie` for a token; never readable by a script, never sent along from another site, gone with the browser. */
export const loginCookie = (token: string, secure: boolean): string => `${LOGIN_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

export const logoutCookie = (secure: boolean): string => `${LOGIN_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${secure ? '; Secure' : ''}`;
