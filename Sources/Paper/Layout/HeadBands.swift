/// What stands above the table: on the first page who sells what to whom, on the others which document
/// goes on.
///
///     ┌────────────────────────┬──────────────────────┐
///     │ logo                   │                Devis │
///     │ company, address       │  Numéro  D-0421      │
///     ├────────────────────────┴──────────────────────┤  a line in the company's colour
///     │ Client                 │ Livraison            │
///     └────────────────────────┴──────────────────────┘
struct HeadBands<Ruler: PaperRuler> {
  let document: PaperDocument
  let ruler: Ruler

  /// The largest a logo is drawn.
  private let logoWidth = 190.0
  private let logoHeight = 58.0
  private var half: Double { (Sheet.inner - 16) / 2 }

  /// The head of the first page.
  var first: Band {
    var band = Band()
    if let notice = document.notice { band.append(self.notice(notice)) }
    band.append(beside: [seller, identity])
    band.height += 8
    band.marks.append(
      .rule(x: Sheet.left, y: band.height, width: Sheet.inner, thickness: 1.6, ink: .accent))
    band.height += Sheet.gap
    band.append(parties)
    band.height += Sheet.gap
    return band
  }

  /// The head of the pages after it.
  var next: Band {
    var band = Band()
    let name = ruler.cut(document.seller.name, .smallStrong, within: half)
    band.marks.append(
      .text(
        name, x: Sheet.left, baseline: PaperFont.small.baseline, font: .smallStrong, ink: .accent,
        side: .left))
    let customer = document.parties.first?.name ?? ""
    let title = document.title + (customer.isEmpty ? "" : " — " + customer)
    band.write(
      ruler.cut(title, .small, within: half), x: Sheet.right, .small, .muted, .right)
    band.height += 4
    band.marks.append(
      .rule(x: Sheet.left, y: band.height, width: Sheet.inner, thickness: 0.8, ink: .accent))
    band.height += 9
    return band
  }

  private func notice(_ text: String) -> Band {
    var band = Band(height: 4)
    let lines = ruler.lines(text, .strong, within: Sheet.inner - 12)
    for line in lines {
      band.write(line, x: Sheet.left + Sheet.inner / 2, .strong, .danger, .center)
    }
    band.height += 4
    band.marks.append(
      .frame(x: Sheet.left, y: 0, width: Sheet.inner, height: band.height, ink: .danger))
    band.height += 10
    return band
  }

  private var seller: Band {
    var band = Band()
    let seller = document.seller
    if let logo = document.logo {
      let scale = min(
        logoWidth / Double(logo.width), logoHeight / Double(logo.height), 72.0 / 96)
      let (width, height) = (Double(logo.width) * scale, Double(logo.height) * scale)
      band.marks.append(.logo(x: Sheet.left, y: 0, width: width, height: height))
      band.height = height + 6
    }
    let font: PaperFont = document.logo == nil ? .company : .name
    for line in ruler.lines(seller.name, font, within: half) {
      band.write(line, x: Sheet.left, font, document.logo == nil ? .accent : .text)
    }
    band.height += 1
    write(seller.lines, .body, .text, x: Sheet.left, width: half, into: &band)
    write(seller.small, .small, .muted, x: Sheet.left, width: half, into: &band)
    return band
  }

  private var identity: Band {
    var band = Band()
    // Longer words than "Devis" are written smaller rather than on two lines.
    let heading = PaperText.lines(document.heading).joined(separator: " ")
    let font: PaperFont = ruler.width(of: heading, .heading) > half ? .company : .heading
    for line in ruler.lines(heading, font, within: half) {
      band.write(line, x: Sheet.right, font, .accent, .right)
    }
    band.height += 3
    // Names and values stand on either side of one line, as in a table.
    let widest = document.identity.reduce(0) {
      max($0, ruler.width(of: PaperText.clean($1.value), .strong))
    }
    let room = min(150, widest)
    let edge = Sheet.right - room
    for pair in document.identity {
      let lines = ruler.lines(pair.value, .strong, within: room + 0.5)
      band.marks.append(
        .text(
          PaperText.clean(pair.label), x: edge - 9, baseline: band.height + PaperFont.body.baseline,
          font: .body, ink: .muted, side: .right))
      for line in lines { band.write(line, x: edge, .strong) }
      band.height += 0.6
    }
    return band
  }

  private var parties: Band {
    let columns = zip(document.parties, 0...).map { block, place in
      box(block, x: Sheet.left + Double(place) * (half + 16))
    }
    let height = columns.map(\.height).max() ?? 0
    var band = Band(
      height: 0,
      marks: columns.indices.map { place in
        .fill(
          x: Sheet.left + Double(place) * (half + 16), y: 0, width: half, height: height, ink: .tint
        )
      })
    band.append(beside: columns)
    return band
  }

  private func box(_ block: PaperBlock, x: Double) -> Band {
    let (inset, room) = (x + 9, half - 18)
    var band = Band(height: 7)
    band.write(PaperText.clean(block.caption).uppercased(), x: inset, .caption, .accent)
    band.height += 1.5
    if !block.name.isEmpty {
      write([block.name], .name, .text, x: inset, width: room, into: &band)
    }
    write(block.lines, .body, .text, x: inset, width: room, into: &band)
    if !block.small.isEmpty { band.height += 2 }
    write(block.small, .small, .muted, x: inset, width: room, into: &band)
    band.height += 7
    return band
  }

  private func write(
    _ texts: [String], _ font: PaperFont, _ ink: PaperInk, x: Double, width: Double,
    into band: inout Band
  ) {
    for text in texts {
      for line in ruler.lines(text, font, within: width) { band.write(line, x: x, font, ink) }
    }
  }
}
