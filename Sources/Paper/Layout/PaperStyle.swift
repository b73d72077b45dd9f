// Points throughout: 72 to the inch, from the upper left corner.

/// A way of writing.
public enum PaperFont: Int, Sendable, Hashable, CaseIterable {
  case heading, company, name, body, strong, small, smallStrong, caption, columnHead, comment,
    total,
    totalAmount, footer

  /// Size of the letters.
  public var size: Double {
    switch self {
    case .heading: 24
    case .company: 15
    case .name: 10.5
    case .body, .strong: 8.5
    case .small, .smallStrong, .columnHead: 7.5
    case .caption: 7
    case .comment: 8.5
    case .total: 10
    case .totalAmount: 12.5
    case .footer: 6.8
    }
  }

  /// Whether the letters are bold.
  public var isBold: Bool {
    switch self {
    case .heading, .company, .name, .strong, .smallStrong, .caption, .columnHead, .total,
      .totalAmount:
      true
    case .body, .small, .comment, .footer: false
    }
  }

  /// Whether they lean.
  public var isItalic: Bool { self == .comment }

  /// From one line to the next.
  public var lineHeight: Double { (size * 1.36 * 4).rounded() / 4 }

  /// From the top of a line to what its letters stand on.
  public var baseline: Double { (lineHeight - size) / 2 + size * 0.83 }
}

/// What something is drawn with.
public enum PaperInk: Sendable, Hashable {
  /// Words.
  case text
  /// Words that matter less.
  case muted
  /// Thin lines.
  case hairline
  /// The company's colour.
  case accent
  /// Words on it.
  case onAccent
  /// A breath of it, behind words.
  case tint
  /// A warning.
  case danger
}

/// The sheet.
enum Sheet {
  /// A4.
  static let width = 595.276
  static let height = 841.89
  static let left = 38.0
  static let right = width - 38
  static let inner = right - left
  static let top = 34.0
  /// Where the body ends; the foot stands under it.
  static let bottom = height - 56
  /// Between two blocks.
  static let gap = 12.0
}
