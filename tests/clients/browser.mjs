// A browser without script, as far as signing in and saying yes need one: cookies, and forms sent as they stand in their page.
export class Browser {
  cookies = new Map();

  constructor(url) {
    this.url = url;
  }

  async go(address, options = {}) {
    const response = await fetch(new URL(address, this.url), {
      redirect: 'manual',
      ...options,
      headers: { accept: 'text/html', cookie: [...this.cookies].map((cookie) => cookie.join('=')).join('; '), ...options.headers },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return response;
  }

  /** Sends the form that has a field of that name, with what it shows and what is given over it. */
  async submit(address, field, values) {
    const page = await (await this.go(address)).text();
    const form = page.match(/<form[^>]*>.*?<\/form>/gs)?.find((html) => html.includes(`name="${field}"`));
    if (!form) throw new Error(`No form with ${field} at ${address}: ${page}`);
    const body = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      const of = (name) => input.match(new RegExp(` ${name}="([^"]*)"`))?.[1].replaceAll('&amp;', '&').replaceAll('&#x2B;', '+').replaceAll('&quot;', '"');
      if (of('name') && (of('type') !== 'checkbox' || / checked/.test(input))) body.append(of('name'), of('value') ?? '');
    }
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    const action = form.match(/ action="([^"]*)"/)?.[1].replaceAll('&amp;', '&') || address;
    return this.go(action, { method: 'POST', body });
  }

  signIn(login) {
    return this.submit('/signin', 'password', { login, password: 'a fine day at the lake' });
  }
}
