/** A hand at the desk that counts: a click for each thing pressed, opened or typed into, a scroll for each screen that it has to move on. */
import type { Locator, Page } from 'playwright-core'

/** Milliseconds to find a thing. */
const PATIENCE = 4_000

export class Hand {
  clicks = 0
  scrolls = 0
  readonly page: Page
  constructor(page: Page) {
    this.page = page
  }

  /** The first of these that is there to be seen. */
  async #one(...these: Locator[]): Promise<Locator> {
    const until = Date.now() + PATIENCE
    for (;;) {
      for (const one of these) for (const found of await one.all()) if (await found.isVisible()) return found
      if (Date.now() > until) throw new Error(`nothing of ${these.map(String).join(', ')}`)
      await this.page.waitForTimeout(50)
    }
  }

  /** Moves on by screens until it is in sight. */
  async see(...these: Locator[]): Promise<Locator> {
    const one = await this.#one(...these)
    const size = this.page.viewportSize() ?? { width: 0, height: 0 }
    for (let i = 0; i < 40; i++) {
      const box = await one.boundingBox()
      if (!box) break
      const [down, up, aside] = [
        box.y + Math.min(box.height, 40) > size.height,
        box.y < 0,
        box.x < 0 || box.x + Math.min(box.width, 40) > size.width,
      ]
      if (!down && !up && !aside) break
      this.scrolls += 1
      if (down || up) await this.page.mouse.wheel(0, (down ? 1 : -1) * size.height * 0.85)
      else
        await one.evaluate((element) =>
          (element as unknown as { scrollIntoView(how: object): void }).scrollIntoView({ inline: 'center', block: 'nearest' }),
        )
      await this.page.waitForTimeout(30)
    }
    return one
  }

  async press(...these: Locator[]): Promise<void> {
    const one = await this.see(...these)
    this.clicks += 1
    await one.click()
    await this.page.waitForLoadState()
  }

  async type(words: string, ...these: Locator[]): Promise<void> {
    const one = await this.see(...these)
    this.clicks += 1
    await one.fill(words)
  }

  /** A list is opened, and then chosen from. */
  async choose(what: string, ...these: Locator[]): Promise<void> {
    const one = await this.see(...these)
    this.clicks += 2
    await one.selectOption(what)
  }

  async take(...these: Locator[]): Promise<void> {
    const [download] = await Promise.all([this.page.waitForEvent('download', { timeout: PATIENCE * 2 }), this.press(...these)])
    await download.delete()
  }
}
