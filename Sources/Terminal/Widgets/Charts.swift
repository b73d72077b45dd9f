// Charts in text. Integers only; the value is always printed beside, never left to be guessed.

/// A horizontal bar, exact to an eighth of a column.
///
///     ███████████▌·········
public enum Bar {
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// The bar as text: `value` out of `maximum` over `width` columns, the rest as `track`.
  /// A positive value shows at least an eighth; what exceeds the maximum fills the bar.
  public static func text(
    _ value: Int64, of maximum: Int64, width: Int, track: Character = "·"
  ) -> String {
    let (filled, rest) = parts(value, of: maximum, width: width)
    return filled + String(repeating: track, count: rest)
  }

  /// Draws the bar over the first row of the canvas.
  public static func draw(
    _ value: Int64, of maximum: Int64, on canvas: Canvas, _ style: Style = .bar
  ) {
    let (filled, rest) = parts(value, of: maximum, width: canvas.width)
    let end = canvas.put(filled, 0, 0, style)
    canvas.put(String(repeating: "·", count: rest), end, 0, .track)
  }

  private static func parts(_ value: Int64, of maximum: Int64, width: Int) -> (String, Int) {
    let steps = self.steps(value, of: maximum, length: width)
    let (whole, eighth) = steps.quotientAndRemainder(dividingBy: 8)
    var text = String(repeating: "█", count: whole)
    if eighth > 0 { text.append(eighths[eighth - 1]) }
    return (text, max(0, width) - whole - (eighth > 0 ? 1 : 0))
  }

  /// Eighths of a cell that stand for `value`, from 0 to 8 × `length`.
  static func steps(_ value: Int64, of maximum: Int64, length: Int) -> Int {
    guard value > 0, maximum > 0, length > 0 else { return 0 }
    let full = Int128(length) * 8
    let steps = (Int128(min(value, maximum)) * full * 2 + Int128(maximum)) / (Int128(maximum) * 2)
    return Int(max(1, steps))
  }
}

/// A course of values in one row: `▁▂▃▅▃▆▇▅▆▇█▆`.
public enum Sparkline {
  private static let levels: [Character] = Array("▁▂▃▄▅▆▇█")

  /// One glyph per value, the last `width` of them. The lowest level stands for zero and below.
  public static func text(_ values: [Int64], width: Int? = nil) -> String {
    let shown = values.suffix(max(0, width ?? values.count))
    let maximum = shown.max() ?? 0
    return String(
      shown.map { value in
        let steps = Bar.steps(value, of: maximum, length: 1)
        return levels[max(0, steps - 1)]
      })
  }
}

/// One bar of a chart.
public struct ChartBar: Hashable, Sendable {
  /// Its name.
  public var label: String
  /// Its length.
  public var value: Int64
  /// Its value in words, as the caller formats it.
  public var text: String
  /// How it looks.
  public var style: Style

  /// A bar.
  public init(_ label: String, _ value: Int64, text: String, _ style: Style = .bar) {
    self.label = label
    self.value = value
    self.text = text
    self.style = style
  }
}

/// Horizontal bars, one per row.
///
///     Lyon      ██████████████████▌     42 180 €
///     Grenoble  ███████▎                16 500 €
public struct BarChart: Hashable, Sendable {
  /// The bars, top to bottom.
  public var bars: [ChartBar]
  /// What a whole bar stands for; nil for the greatest value.
  public var maximum: Int64?

  /// A chart.
  public init(_ bars: [ChartBar], maximum: Int64? = nil) {
    self.bars = bars
    self.maximum = maximum
  }

  /// Draws as many bars as there are rows.
  public func draw(on canvas: Canvas) {
    let labels = min(bars.map(\.label.columns).max() ?? 0, canvas.width / 3)
    let texts = min(bars.map(\.text.columns).max() ?? 0, canvas.width / 3)
    let length = canvas.width - labels - texts - 2
    let most = maximum ?? bars.map(\.value).max() ?? 0
    for (y, bar) in bars.prefix(canvas.height).enumerated() {
      canvas.put(bar.label, in: Rect(0, y, labels, 1), .label)
      Bar.draw(bar.value, of: most, on: canvas.sub(Rect(labels + 1, y, length, 1)), bar.style)
      let place = Rect(canvas.width - texts, y, texts, 1)
      canvas.put(bar.text, in: place, .value, align: .right)
    }
  }
}

/// Vertical columns over their labels.
///
///      48k
///           36k
///      ▆▆▆  ▁▁▁  21k
///      ███  ███  ▄▄▄
///      sep  oct  nov
public struct ColumnChart: Hashable, Sendable {
  /// The columns, left to right.
  public var bars: [ChartBar]
  /// What the full height stands for; nil for the greatest value.
  public var maximum: Int64?

  /// A chart.
  public init(_ bars: [ChartBar], maximum: Int64? = nil) {
    self.bars = bars
    self.maximum = maximum
  }

  /// Draws the columns; labels and values need a row each, and are cut to the width of a column.
  public func draw(on canvas: Canvas) {
    guard !bars.isEmpty, canvas.height > 2 else { return }
    let slots = canvas.bounds.columns(bars.map { _ in .flexible(1) }, gap: 1)
    let height = canvas.height - 2
    let most = maximum ?? bars.map(\.value).max() ?? 0
    for (bar, slot) in zip(bars, slots) {
      canvas.put(
        bar.label, in: Rect(slot.x, canvas.height - 1, slot.width, 1), .label, align: .centre)
      let steps = Bar.steps(bar.value, of: most, length: height)
      let (whole, eighth) = steps.quotientAndRemainder(dividingBy: 8)
      let base = canvas.height - 1
      canvas.fill(Rect(slot.x, base - whole, slot.width, whole), with: "█", bar.style)
      if eighth > 0 {
        let level = Unicode.Scalar(0x2580 + UInt32(eighth)) ?? "█"
        canvas.fill(Rect(slot.x, base - whole - 1, slot.width, 1), with: level, bar.style)
      }
      let top = base - whole - (eighth > 0 ? 1 : 0) - 1
      canvas.put(bar.text, in: Rect(slot.x, top, slot.width, 1), .value, align: .centre)
    }
  }
}
