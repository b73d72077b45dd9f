import CPango
import FoundationEssentials
import Paper

/// Draws pages as one PDF.
///
/// The file depends on the document alone: no clock, no name of the machine.
final class CairoDrawing {
  private let document: PaperDocument
  private let surface: OpaquePointer
  private let context: OpaquePointer
  private let gathered: Gathered
  private var logo: OpaquePointer?

  /// What cairo wrote so far.
  private final class Gathered {
    var bytes: [UInt8] = []
  }

  /// An empty PDF of A4 sheets.
  init(_ document: PaperDocument) throws(PaperError) {
    self.document = document
    gathered = Gathered()
    let write: cairo_write_func_t = { closure, bytes, count in
      guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
      let gathered = Unmanaged<Gathered>.fromOpaque(closure).takeUnretainedValue()
      gathered.bytes += UnsafeBufferPointer(start: bytes, count: Int(count))
      return CAIRO_STATUS_SUCCESS
    }
    // 210 × 297 mm.
    surface = cairo_pdf_surface_create_for_stream(
      write, Unmanaged.passUnretained(gathered).toOpaque(), 595.276, 841.89)
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
    context = cairo_create(surface)
    set(CAIRO_PDF_METADATA_TITLE, document.title)
    set(CAIRO_PDF_METADATA_AUTHOR, document.author)
    set(CAIRO_PDF_METADATA_SUBJECT, document.heading)
    set(CAIRO_PDF_METADATA_CREATOR, "Comptoir")
    set(CAIRO_PDF_METADATA_CREATE_DATE, document.day + "T00:00:00Z")
    set(CAIRO_PDF_METADATA_MOD_DATE, document.day + "T00:00:00Z")
    if let picture = document.logo { logo = try Self.surface(of: picture) }
  }

  deinit {
    if let logo { cairo_surface_destroy(logo) }
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// Lays the document out, draws it and gives the file.
  func file() throws(PaperError) -> [UInt8] {
    let ruler = PangoRuler(context)
    for page in PaperLayout.pages(of: document, ruler) {
      for mark in page.marks { draw(mark, ruler) }
      cairo_show_page(context)
    }
    let status = cairo_status(context)
    cairo_surface_finish(surface)
    for status in [status, cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
      throw .drawing(reason: String(cString: cairo_status_to_string(status)))
    }
    return gathered.bytes
  }

  private func set(_ kind: cairo_pdf_metadata_t, _ text: String) {
    cairo_pdf_surface_set_metadata(surface, kind, PaperText.clean(text))
  }

  // MARK: Marks

  private func draw(_ mark: Mark, _ ruler: PangoRuler) {
    switch mark {
    case .text(let text, let x, let baseline, let font, let ink, let side):
      draw(text, x: x, baseline: baseline, font, ink, side, ruler)
    case .fill(let x, let y, let width, let height, let ink):
      use(ink)
      cairo_rectangle(context, x, y, width, height)
      cairo_fill(context)
    case .frame(let x, let y, let width, let height, let ink):
      use(ink)
      cairo_set_line_width(context, 0.8)
      cairo_rectangle(context, x, y, width, height)
      cairo_stroke(context)
    case .rule(let x, let y, let width, let thickness, let ink):
      use(ink)
      cairo_rectangle(context, x, y - thickness, width, thickness)
      cairo_fill(context)
    case .logo(let x, let y, let width, _):
      guard let logo, let picture = document.logo else { return }
      cairo_save(context)
      cairo_translate(context, x, y)
      let scale = width / Double(picture.width)
      cairo_scale(context, scale, scale)
      cairo_set_source_surface(context, logo, 0, 0)
      cairo_paint(context)
      cairo_restore(context)
    }
  }

  private func draw(
    _ text: String, x: Double, baseline: Double, _ font: PaperFont, _ ink: PaperInk,
    _ side: Mark.Side, _ ruler: PangoRuler
  ) {
    guard !text.isEmpty else { return }
    let start =
      switch side {
      case .left: x
      case .center: x - ruler.width(of: text, font) / 2
      case .right: x - ruler.width(of: text, font)
      }
    let layout = ruler.layout(text, font)
    use(ink)
    cairo_move_to(context, start, baseline)
    pango_cairo_show_layout_line(context, pango_layout_get_line_readonly(layout, 0))
  }

  private func use(_ ink: PaperInk) {
    let color =
      switch ink {
      case .text: PaperColor(red: 0x1C, green: 0x24, blue: 0x30)
      case .muted: PaperColor(red: 0x5A, green: 0x66, blue: 0x76)
      case .hairline: PaperColor(red: 0xC6, green: 0xCE, blue: 0xD8)
      case .accent: document.accent
      case .tint: document.accent.tint(6)
      case .danger: PaperColor(red: 0xA4, green: 0x3A, blue: 0x1E)
      case .onAccent:
        document.accent.isDark
          ? PaperColor(red: 255, green: 255, blue: 255)
          : PaperColor(red: 0x1C, green: 0x24, blue: 0x30)
      }
    cairo_set_source_rgb(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255)
  }

  // MARK: The logo

  private static func surface(of logo: PaperLogo) throws(PaperError) -> OpaquePointer {
    let surface: OpaquePointer
    switch logo.kind {
    case .png: surface = png(logo)
    case .jpeg: surface = jpeg(logo)
    }
    let status = cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else {
      cairo_surface_destroy(surface)
      throw .drawing(reason: "logo: " + String(cString: cairo_status_to_string(status)))
    }
    return surface
  }

  /// What is left to read of a file.
  private final class Remaining {
    var bytes: ArraySlice<UInt8>
    init(_ bytes: Data) { self.bytes = ArraySlice(bytes) }
  }

  private static func png(_ logo: PaperLogo) -> OpaquePointer {
    let remaining = Remaining(logo.bytes)
    return withExtendedLifetime(remaining) {
      cairo_image_surface_create_from_png_stream(
        { closure, room, count in
          guard let closure, let room else { return CAIRO_STATUS_READ_ERROR }
          let remaining = Unmanaged<Remaining>.fromOpaque(closure).takeUnretainedValue()
          guard remaining.bytes.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
          for (place, byte) in remaining.bytes.prefix(Int(count)).enumerated() {
            room[place] = byte
          }
          remaining.bytes = remaining.bytes.dropFirst(Int(count))
          return CAIRO_STATUS_SUCCESS
        }, Unmanaged.passUnretained(remaining).toOpaque())
    }
  }

  /// A JPEG goes into the PDF as it is; the surface only carries it.
  private static func jpeg(_ logo: PaperLogo) -> OpaquePointer {
    let surface: OpaquePointer = cairo_image_surface_create(
      CAIRO_FORMAT_A8, Int32(logo.width), Int32(logo.height))
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: logo.bytes.count)
    logo.bytes.copyBytes(to: bytes, count: logo.bytes.count)
    let status = cairo_surface_set_mime_data(
      surface, CAIRO_MIME_TYPE_JPEG, bytes, UInt(logo.bytes.count),
      { $0?.assumingMemoryBound(to: UInt8.self).deallocate() }, bytes)
    if status != CAIRO_STATUS_SUCCESS { bytes.deallocate() }
    return surface
  }
}
