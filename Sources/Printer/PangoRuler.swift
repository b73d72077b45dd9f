import CPango
import Paper

/// Measures words with the letters they are drawn with.
final class PangoRuler: PaperRuler {
  /// Sizes in these units are those of the paper's points.
  static let scale = Double(PANGO_SCALE)

  /// The families tried, in order: Open Sans comes with the program's packages, the others are found
  /// on most desks. What none of them can write is looked for in every font there is.
  static let families = "Open Sans, Liberation Sans, DejaVu Sans, Sans"

  private let layouts: [OpaquePointer]
  private var widths: [PaperFont: [String: Double]] = [:]

  /// A ruler on the letters of a drawing.
  init(_ context: OpaquePointer) {
    // Letters stand where they belong, not on the pixels of some screen.
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    layouts = PaperFont.allCases.map { font in
      let description = pango_font_description_new()
      defer { pango_font_description_free(description) }
      pango_font_description_set_family(description, Self.families)
      pango_font_description_set_absolute_size(description, font.size * Self.scale)
      pango_font_description_set_weight(
        description, font.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
      pango_font_description_set_style(
        description, font.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
      guard let layout = pango_cairo_create_layout(context) else {
        preconditionFailure("pango makes a layout on any context")
      }
      let letters = pango_layout_get_context(layout)
      pango_cairo_context_set_font_options(letters, options)
      pango_context_set_round_glyph_positions(letters, 0)
      pango_layout_context_changed(layout)
      pango_layout_set_font_description(layout, description)
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
      // Our texts read from left to right, whatever they begin with.
      pango_layout_set_auto_dir(layout, 0)
      return layout
    }
  }

  deinit {
    for layout in layouts { g_object_unref(UnsafeMutableRawPointer(layout)) }
  }

  /// The layout of a font, with this text on one line.
  func layout(_ text: String, _ font: PaperFont) -> OpaquePointer {
    let layout = layouts[font.rawValue]
    pango_layout_set_width(layout, -1)
    pango_layout_set_text(layout, text, -1)
    return layout
  }

  func width(of text: String, _ font: PaperFont) -> Double {
    if let known = widths[font]?[text] { return known }
    var (width, height): (Int32, Int32) = (0, 0)
    pango_layout_get_size(layout(text, font), &width, &height)
    let points = Double(width) / Self.scale
    widths[font, default: [:]][text] = points
    return points
  }

  func broken(_ text: String, _ font: PaperFont, within width: Double) -> [String] {
    let layout = layout(text, font)
    pango_layout_set_width(layout, Int32(max(1, width) * Self.scale))
    let count = pango_layout_get_line_count(layout)
    guard count > 1 else { return [text] }
    let bytes = Array(text.utf8)
    return (0..<count).compactMap { index in
      guard let line = pango_layout_get_line_readonly(layout, index) else { return nil }
      let start = Int(line.pointee.start_index)
      let words = String(decoding: bytes[start..<(start + Int(line.pointee.length))], as: UTF8.self)
      return String(words.trimmingSuffix { $0 == " " })
    }
  }
}

extension StringProtocol {
  /// Without the characters at its end for which that holds.
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
