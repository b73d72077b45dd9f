/// One of the sixteen colours every terminal lets its user choose, or the terminal's own default.
public enum Colour: Int16, Sendable {
  /// The terminal's own ink or paper.
  case standard = -1
  /// The eight base colours.
  case black, red, green, yellow, blue, magenta, cyan, white
  /// The eight bright ones.
  case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan
  /// White at its brightest.
  case brightWhite
}

/// Attributes that need no colour.
public struct Attributes: OptionSet, Hashable, Sendable {
  /// The set as bits.
  public let rawValue: UInt8
  /// A set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// Bold.
  public static let bold = Attributes(rawValue: 1)
  /// Dimmed.
  public static let dim = Attributes(rawValue: 2)
  /// Underlined.
  public static let underline = Attributes(rawValue: 4)
  /// Ink and paper exchanged.
  public static let reverse = Attributes(rawValue: 8)
}

/// How a style looks: colour of the text, of the paper, attributes.
public struct Ink: Hashable, Sendable {
  /// The colour of the text.
  public var text: Colour
  /// The colour of the paper.
  public var paper: Colour
  /// Bold and so on.
  public var attributes: Attributes

  /// An ink.
  public init(
    _ text: Colour = .standard, on paper: Colour = .standard, _ attributes: Attributes = []
  ) {
    self.text = text
    self.paper = paper
    self.attributes = attributes
  }
}

/// The looks of every role. Text stands on the terminal's own paper: a theme never paints a background
/// except under the selected row, so that light and dark terminals both keep their user's choice.
public struct Theme: Hashable, Sendable {
  /// `sombre`, `clair`, `contraste`, `daltonien` or `mono`.
  public let name: String
  let inks: [Ink]
  let selection: Ink

  /// For light text on a dark terminal.
  public static let dark = Theme("sombre", Palette.dark)
  /// For dark text on a light terminal: no yellow, no cyan, which vanish on white.
  public static let light = Theme("clair", Palette.light)
  /// No dimmed text, bold where it matters, bright colours.
  public static let contrast = Theme("contraste", Palette.contrast)
  /// Blue against yellow, never red against green.
  public static let colourBlind = Theme("daltonien", Palette.colourBlind)
  /// No colour at all: what NO_COLOR asks for.
  public static let mono = Theme("mono", [:])

  /// Every theme.
  public static let all = [dark, light, contrast, colourBlind, mono]

  /// The theme of that name.
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

  init(_ name: String, _ colours: [Role: Ink]) {
    self.name = name
    inks = Role.allCases.map { colours[$0] ?? Palette.plain[$0] ?? Ink() }
    selection = colours[.selected] ?? Ink(.standard, on: .standard, .reverse)
  }

  /// How a style looks. On the selected row the row's own ink wins: one even band, whatever stands on it;
  /// signs (`▼`, `!`) carry the meaning there.
  public func ink(for style: Style) -> Ink {
    let role = style.role
    let onSelection = style.bits & Style.selectionBit != 0 || role == .selected
    var ink = onSelection ? selection : inks[Int(role.rawValue)]
    if style.bits & Style.boldBit != 0 { ink.attributes.insert(.bold) }
    if style.bits & Style.dimBit != 0 { ink.attributes.insert(.dim) }
    if style.bits & Style.underlineBit != 0 { ink.attributes.insert(.underline) }
    if style.bits & Style.reverseBit != 0 { ink.attributes.formSymmetricDifference(.reverse) }
    return ink
  }

  /// Whether the environment allows colour. NO_COLOR wins over CLICOLOR=0, which wins over the terminal.
  public static func allowsColour(_ environment: [String: String], isTerminal: Bool) -> Bool {
    if let refused = environment["NO_COLOR"], !refused.isEmpty { return false }
    if environment["CLICOLOR"] == "0" { return false }
    return isTerminal
  }
}

/// The tables of the themes.
private enum Palette {
  /// What holds without any colour, and wherever a theme says nothing else.
  static let plain: [Role: Ink] = [
    .title: Ink(.standard, .bold), .heading: Ink(.standard, .bold), .focus: Ink(.standard, .bold),
    .marked: Ink(.standard, .bold), .muted: Ink(.standard, .dim),
    .warning: Ink(.standard, .bold), .danger: Ink(.standard, [.bold, .underline]),
    .key: Ink(.standard, .bold), .label: Ink(.standard, .dim),
    .input: Ink(.standard, .underline), .placeholder: Ink(.standard, [.underline, .dim]),
    .border: Ink(.standard, .dim), .track: Ink(.standard, .dim), .match: Ink(.standard, .underline),
  ]

  static let dark: [Role: Ink] = [
    .focus: Ink(.cyan, .bold), .marked: Ink(.yellow, .bold), .accent: Ink(.cyan),
    .info: Ink(.brightBlue), .success: Ink(.green), .warning: Ink(.yellow),
    .danger: Ink(.brightRed, .bold), .key: Ink(.cyan, .bold), .bar: Ink(.cyan),
    .series2: Ink(.yellow), .series3: Ink(.magenta), .match: Ink(.yellow, .bold),
  ]

  static let light: [Role: Ink] = [
    .focus: Ink(.blue, .bold), .marked: Ink(.magenta, .bold), .accent: Ink(.blue),
    .info: Ink(.blue), .success: Ink(.green, .bold), .warning: Ink(.magenta),
    .danger: Ink(.red, .bold), .key: Ink(.blue, .bold), .bar: Ink(.blue),
    .series2: Ink(.magenta), .series3: Ink(.green), .match: Ink(.magenta, .bold),
  ]

  static let contrast: [Role: Ink] = [
    .focus: Ink(.brightCyan, [.bold, .underline]), .marked: Ink(.brightYellow, .bold),
    .muted: Ink(), .label: Ink(), .border: Ink(), .track: Ink(),
    .accent: Ink(.brightCyan, .bold), .info: Ink(.brightCyan),
    .success: Ink(.brightGreen, .bold), .warning: Ink(.brightYellow, .bold),
    .danger: Ink(.brightRed, [.bold, .underline]), .key: Ink(.brightWhite, .bold),
    .bar: Ink(.brightWhite, .bold), .series2: Ink(.brightYellow), .series3: Ink(.brightCyan),
    .selected: Ink(.black, on: .brightWhite, .bold), .placeholder: Ink(.standard, .underline),
  ]

  static let colourBlind: [Role: Ink] = [
    .focus: Ink(.brightBlue, .bold), .marked: Ink(.brightYellow, .bold), .accent: Ink(.brightBlue),
    .info: Ink(.brightBlue), .success: Ink(.brightBlue, .bold), .warning: Ink(.yellow),
    .danger: Ink(.brightYellow, [.bold, .underline]), .key: Ink(.brightBlue, .bold),
    .bar: Ink(.brightBlue), .series2: Ink(.brightYellow), .series3: Ink(.brightWhite),
    .match: Ink(.brightYellow, .bold),
  ]
}

extension Ink {
  fileprivate init(_ text: Colour, _ attributes: Attributes) {
    self.init(text, on: .standard, attributes)
  }
}
