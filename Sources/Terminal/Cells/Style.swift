/// What a cell means. The theme alone decides how a meaning looks, so that a view never names a colour.
public enum Role: UInt8, Sendable, CaseIterable {
  /// Plain text.
  case normal
  /// The name of a screen, a pane, a document.
  case title
  /// The head of a table's column.
  case heading
  /// What has the focus: its mark, its border.
  case focus
  /// The row under the cursor.
  case selected
  /// A row the user marked.
  case marked
  /// Secondary text, hints.
  case muted
  /// What should catch the eye without alarm.
  case accent
  /// Information.
  case info
  /// In order.
  case success
  /// Wants attention.
  case warning
  /// Refused, late, under the floor.
  case danger
  /// A key in the footer or the help.
  case key
  /// The name of a field.
  case label
  /// The value of a field.
  case value
  /// A text field.
  case input
  /// What an empty text field proposes.
  case placeholder
  /// The border of a pane.
  case border
  /// The filled part of a bar.
  case bar
  /// The empty part of a bar.
  case track
  /// The second series of a chart.
  case series2
  /// The third series of a chart.
  case series3
  /// The letters that matched a search.
  case match

  /// One letter for this role in the style layer of a golden frame.
  public var letter: Character { Role.letters[Int(rawValue)] }

  private static let letters: [Character] = Array(".TH>Sm-ai+!DKLVI_|#~23M")
}

/// The style of a cell, in 16 bits: a role and what is added to it.
///
///     canvas.put("17,7 % ▼", 3, 0, .danger.bold)
///     canvas.put(name, 0, 4, selected ? .normal.onSelection : .normal)
public struct Style: Hashable, Sendable {
  /// Role in bits 0–5, then selection, bold, dim, underline, reverse.
  public let bits: UInt16

  init(bits: UInt16) { self.bits = bits }

  /// The style of a role, as the theme has it.
  public init(_ role: Role) { bits = UInt16(role.rawValue) }

  /// Its role.
  public var role: Role { Role(rawValue: UInt8(bits & 0x3F)) ?? .normal }

  /// On the background of the selected row.
  public var onSelection: Style { Style(bits: bits | Style.selectionBit) }
  /// In bold.
  public var bold: Style { Style(bits: bits | Style.boldBit) }
  /// Dimmed.
  public var dim: Style { Style(bits: bits | Style.dimBit) }
  /// Underlined.
  public var underline: Style { Style(bits: bits | Style.underlineBit) }
  /// With ink and paper exchanged.
  public var reverse: Style { Style(bits: bits | Style.reverseBit) }
  /// The same, selected or not.
  public func selected(_ yes: Bool) -> Style { yes ? onSelection : self }

  static let selectionBit: UInt16 = 1 << 6
  static let boldBit: UInt16 = 1 << 7
  static let dimBit: UInt16 = 1 << 8
  static let underlineBit: UInt16 = 1 << 9
  static let reverseBit: UInt16 = 1 << 10
  /// One more than the largest value of `bits`: the length of a table by style.
  static let tableLength = 1 << 11
}

extension Style {
  /// Plain text.
  public static let normal = Style(.normal)
  /// The name of a screen, a pane, a document.
  public static let title = Style(.title)
  /// The head of a table's column.
  public static let heading = Style(.heading)
  /// What has the focus.
  public static let focus = Style(.focus)
  /// The row under the cursor.
  public static let selected = Style(.selected)
  /// A row the user marked.
  public static let marked = Style(.marked)
  /// Secondary text.
  public static let muted = Style(.muted)
  /// What should catch the eye without alarm.
  public static let accent = Style(.accent)
  /// Information.
  public static let info = Style(.info)
  /// In order.
  public static let success = Style(.success)
  /// Wants attention.
  public static let warning = Style(.warning)
  /// Refused, late, under the floor.
  public static let danger = Style(.danger)
  /// A key in the footer or the help.
  public static let key = Style(.key)
  /// The name of a field.
  public static let label = Style(.label)
  /// The value of a field.
  public static let value = Style(.value)
  /// A text field.
  public static let input = Style(.input)
  /// What an empty text field proposes.
  public static let placeholder = Style(.placeholder)
  /// The border of a pane.
  public static let border = Style(.border)
  /// The filled part of a bar, the first series of a chart.
  public static let bar = Style(.bar)
  /// The empty part of a bar.
  public static let track = Style(.track)
  /// The second series of a chart.
  public static let series2 = Style(.series2)
  /// The third series of a chart.
  public static let series3 = Style(.series3)
  /// The letters that matched a search.
  public static let match = Style(.match)
}
