import { type Browser, chromium, type Page } from 'playwright-core';

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Chromium without a window. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

/** What a page did beside showing itself. */
export interface Watched {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** The addresses it asked for, without its own. */
  readonly requests: readonly string[];
}

/** A new page, with what it complains of and asks for. */
export async function watched(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Watched> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 900 } });
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.isNavigationRequest()) requests.push(request.url());
  });
  return { page, complaints, requests };
}
