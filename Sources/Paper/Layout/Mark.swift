/// One thing on a page.
public enum Mark: Sendable, Hashable {
  /// Where a text stands against its place.
  public enum Side: Sendable, Hashable {
    case left, center, right
  }
  /// One line of text: where its letters stand.
  case text(String, x: Double, baseline: Double, font: PaperFont, ink: PaperInk, side: Side)
  /// A rectangle filled.
  case fill(x: Double, y: Double, width: Double, height: Double, ink: PaperInk)
  /// A rectangle drawn around.
  case frame(x: Double, y: Double, width: Double, height: Double, ink: PaperInk)
  /// A line from left to right.
  case rule(x: Double, y: Double, width: Double, thickness: Double, ink: PaperInk)
  /// The logo.
  case logo(x: Double, y: Double, width: Double, height: Double)

  /// The same, lower on the page.
  func lowered(by distance: Double) -> Mark {
    switch self {
    case .text(let text, let x, let baseline, let font, let ink, let side):
      .text(text, x: x, baseline: baseline + distance, font: font, ink: ink, side: side)
    case .fill(let x, let y, let width, let height, let ink):
      .fill(x: x, y: y + distance, width: width, height: height, ink: ink)
    case .frame(let x, let y, let width, let height, let ink):
      .frame(x: x, y: y + distance, width: width, height: height, ink: ink)
    case .rule(let x, let y, let width, let thickness, let ink):
      .rule(x: x, y: y + distance, width: width, thickness: thickness, ink: ink)
    case .logo(let x, let y, let width, let height):
      .logo(x: x, y: y + distance, width: width, height: height)
    }
  }
}

/// A page, ready to be drawn.
public struct PaperPage: Sendable, Hashable {
  /// What is on it, in order.
  public var marks: [Mark] = []
}

/// How wide words are: what the layout must know of the letters.
public protocol PaperRuler {
  /// The width of one line.
  func width(of text: String, _ font: PaperFont) -> Double
  /// A text without line ends, broken into lines no wider than that: between words, within a word
  /// that is longer.
  func broken(_ text: String, _ font: PaperFont, within width: Double) -> [String]
}

extension PaperRuler {
  /// The lines of a text with line ends, each broken.
  func lines(_ text: String, _ font: PaperFont, within width: Double) -> [String] {
    PaperText.lines(text).flatMap { $0.isEmpty ? [""] : broken($0, font, within: width) }
  }

  /// One line, cut with an ellipsis where it is too long.
  func cut(_ text: String, _ font: PaperFont, within width: Double) -> String {
    let whole = PaperText.lines(text).joined(separator: " ")
    guard self.width(of: whole, font) > width else { return whole }
    let first = broken(whole, font, within: width - self.width(of: "…", font)).first ?? ""
    return first + "…"
  }
}

/// A strip of the page whose height is known before its place is: marks as if it stood at the top.
struct Band {
  var height = 0.0
  var marks: [Mark] = []

  /// Writes a line and goes down by its height.
  mutating func write(
    _ text: String, x: Double, _ font: PaperFont, _ ink: PaperInk = .text, _ side: Mark.Side = .left
  ) {
    if !text.isEmpty {
      marks.append(
        .text(text, x: x, baseline: height + font.baseline, font: font, ink: ink, side: side))
    }
    height += font.lineHeight
  }

  /// Puts another band under this one.
  mutating func append(_ other: Band) {
    marks += other.marks.map { $0.lowered(by: height) }
    height += other.height
  }

  /// Puts bands side by side; the highest counts.
  mutating func append(beside columns: [Band]) {
    for column in columns { marks += column.marks.map { $0.lowered(by: height) } }
    height += columns.map(\.height).max() ?? 0
  }
}
