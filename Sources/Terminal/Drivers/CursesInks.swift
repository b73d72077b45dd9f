import CNcurses

/// What ncurses needs to paint a style: attributes and the number of a colour pair. Pairs are made when a
/// theme first uses them, and the table by style makes a cell cost one look-up.
struct CursesInks {
  struct Paint: Equatable {
    var attributes: UInt32
    var pair: Int32
  }

  private let colours: Int32
  private var pairs: [Ink: Int32] = [:]
  private var paints: [Paint?] = Array(repeating: nil, count: Style.tableLength)
  private(set) var theme: Theme

  /// `colours` as ncurses counts them: 8, 16, 256, or 0 for none.
  init(theme: Theme, colours: Int32) {
    self.theme = theme
    self.colours = colours
  }

  mutating func use(_ theme: Theme) {
    self.theme = theme
    for index in paints.indices { paints[index] = nil }
  }

  mutating func paint(_ bits: UInt16) -> Paint {
    let index = Int(bits) & (Style.tableLength - 1)
    if let known = paints[index] { return known }
    let paint = make(theme.ink(for: Style(bits: bits)))
    paints[index] = paint
    return paint
  }

  private mutating func make(_ ink: Ink) -> Paint {
    var attributes: UInt32 = 0
    if ink.attributes.contains(.bold) { attributes |= NC_BOLD }
    if ink.attributes.contains(.dim) { attributes |= NC_DIM }
    if ink.attributes.contains(.underline) { attributes |= NC_UNDERLINE }
    if ink.attributes.contains(.reverse) { attributes |= NC_REVERSE }
    guard colours >= 8, ink.text != .standard || ink.paper != .standard else {
      return Paint(attributes: attributes, pair: 0)
    }
    // Eight colours: a bright one is its base in bold.
    if colours < 16, ink.text.rawValue >= 8 { attributes |= NC_BOLD }
    return Paint(attributes: attributes, pair: pair(number(ink.text), number(ink.paper)))
  }

  private func number(_ colour: Colour) -> Int32 {
    let value = Int32(colour.rawValue)
    return colours < 16 && value >= 8 ? value - 8 : value
  }

  private mutating func pair(_ text: Int32, _ paper: Int32) -> Int32 {
    let key = Ink(
      Colour(rawValue: Int16(text)) ?? .standard, on: Colour(rawValue: Int16(paper)) ?? .standard)
    if let known = pairs[key] { return known }
    let next = Int32(pairs.count + 1)
    guard next < nc_color_pairs(), init_extended_pair(next, text, paper) == OK else { return 0 }
    pairs[key] = next
    return next
  }
}
