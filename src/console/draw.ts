/** Draws a chart as SVG. Loaded with the first chart and not with the program: the library takes longer to load than a page to show. */
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

const FONT = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif'
const COLORS = ['#9f1d16', '#1c5a96', '#1a6b3c', '#c98a00']

/** On a phone a wide picture would be shrunk until nobody can read it. */
const width = (narrow: boolean): number => (narrow ? 400 : 960)

export function draw(option: Record<string, unknown>, height: number, narrow: boolean): Uint8Array {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: width(narrow), height })
  try {
    chart.setOption({
      animation: false,
      color: COLORS,
      textStyle: { fontFamily: FONT, fontSize: 15 },
      backgroundColor: '#ffffff',
      ...option,
    })
    return Buffer.from(chart.renderToSVGString())
  } finally {
    chart.dispose()
  }
}
