/// Which glyphs the terminal at hand can show. Views always draw with all of them; the screen replaces what
/// is missing, one cell for one cell, so that a layout never moves.
public enum GlyphSet: String, Sendable, CaseIterable {
  /// Everything.
  case unicode
  /// Letters, light lines, whole and half blocks: a real console (`TERM=linux`).
  case plain
  /// ASCII alone: no UTF-8 locale.
  case ascii

  /// The set for a terminal, from its TERM and from whether the C library counts in UTF-8.
  public static func suited(to term: String, utf8: Bool) -> GlyphSet {
    if !utf8 { return .ascii }
    return term == "linux" || term.hasPrefix("vt") ? .plain : .unicode
  }

  /// What to show for a glyph of a buffer. Widths stay: a wide glyph becomes its replacement and a blank.
  func shown(_ glyph: GlyphID) -> GlyphID {
    if glyph < 0x7F { return glyph }
    switch self {
    case .unicode: return glyph
    case .plain: return GlyphSet.plainTable[glyph] ?? glyph
    case .ascii: return ascii(glyph)
    }
  }

  private func ascii(_ glyph: GlyphID) -> GlyphID {
    let base = Glyphs.scalars(of: glyph)[0]
    if base.isASCII { return base.value }
    if let sign = GlyphSet.asciiTable[base.value] { return sign }
    return Folding.asciiLetter(base)?.value ?? 0x3F
  }

  private static let plainTable = pairs("━─┃│┏┌┓┐┗└┛┘▏▌▎▌▍▌▋▌▊█▉█▁▄▂▄▃▄▅█▆█▇█●*✓√⚑!⏎↵⇥→⟳o▸>")

  private static let asciiTable = pairs(
    "─-━-│|┃|┌+┐+└+┘+┏+┓+┗+┛+├+┤+┬+┴+┼+·.•*●*▌>▐<▸>►>▲^▼v✓+→>←<↑^↓v█#▏ ▎ ▍:▋#▊#▉#"
      + "▁_▂_▃.▄-▅-▆=▇=…~€E’'‘'“\"”\"«\"»\"–-—-‑-−-×x÷/°o²2³3⏎<⇥>⟳o⚑!\u{A0} \u{202F} \u{2009} ")

  /// Reads a table written as glyph, replacement, glyph, replacement…
  private static func pairs(_ text: String) -> [UInt32: UInt32] {
    let scalars = Array(text.unicodeScalars)
    var table: [UInt32: UInt32] = [:]
    for index in stride(from: 0, to: scalars.count - 1, by: 2) {
      table[scalars[index].value] = scalars[index + 1].value
    }
    return table
  }
}
