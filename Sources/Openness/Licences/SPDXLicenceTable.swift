// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0
//
// Made by Licences/make-licence-tables.py; not to be edited. Identifiers and flags of the SPDX
// License List 3.29.0; see NOTICE.
// swift-format-ignore-file

/// The SPDX License List as text.
enum SPDXLicenceTable {
  /// The list's version.
  static let version = "3.29.0"
  /// The day on which that version was released.
  static let releaseDate = "2026-09-16"

  /// Identifiers, each with its flags: `o` OSI approved, `f` free for the FSF, `d` deprecated.
  static let licences = """
    0BSD=o 3D-Slicer-1.0 AAL=o ADSL AFL-1.1=of AFL-1.2=of AFL-2.0=of AFL-2.1=of AFL-3.0=of
    AGPL-1.0=fd AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0=ofd AGPL-3.0-only=of
    AGPL-3.0-or-later=of ALGLIB-Documentation=o AMD-newlib AMDPLPA AML AML-glslang AMPAS
    ANTLR-PD ANTLR-PD-fallback APAFML APL-1.0=o APSL-1.0=o APSL-1.1=o APSL-1.2=o APSL-2.0=of
    ASWF-Digital-Assets-1.0 ASWF-Digital-Assets-1.1 Abstyles AdaCore-doc Adobe-2006
    Adobe-Display-PostScript Adobe-Glyph Adobe-Utopia Advanced-Cryptics-Dictionary Afmparse
    Aladdin Apache-1.0=f Apache-1.1=of Apache-2.0=of App-s2p Arphic-1999 Artistic-1.0=o
    Artistic-1.0-Perl=o Artistic-1.0-cl8=o Artistic-2.0=of Artistic-dist Aspell-RU BOLA-1.1
    BSD-1-Clause=o BSD-2-Clause=of BSD-2-Clause-Darwin BSD-2-Clause-FreeBSD=fd
    BSD-2-Clause-NetBSD=fd BSD-2-Clause-Patent=o BSD-2-Clause-Views BSD-2-Clause-first-lines
    BSD-2-Clause-pkgconf-disclaimer BSD-2-Clause-pos-unchanged BSD-3-Clause=of
    BSD-3-Clause-Attribution BSD-3-Clause-Clear=f BSD-3-Clause-HP BSD-3-Clause-LBNL=o
    BSD-3-Clause-Modification BSD-3-Clause-No-Military-License BSD-3-Clause-No-Nuclear-License
    BSD-3-Clause-No-Nuclear-License-2014 BSD-3-Clause-No-Nuclear-Warranty
    BSD-3-Clause-Open-MPI=o BSD-3-Clause-OpenWebUI BSD-3-Clause-Sun BSD-3-Clause-Tso
    BSD-3-Clause-acpica BSD-3-Clause-flex BSD-4-Clause=f BSD-4-Clause-Shortened BSD-4-Clause-UC
    BSD-4.3RENO BSD-4.3TAHOE BSD-Advertising-Acknowledgement BSD-Attribution-HPND-disclaimer
    BSD-Inferno-Nettverk BSD-Mark-Modifications BSD-Protection BSD-Source-Code
    BSD-Source-Code-no-disclaimer BSD-Source-alt-GPL BSD-Source-beginning-file BSD-Systemics
    BSD-Systemics-W3Works BSD-ask-to-endorse=o BSL-1.0=of BUSL-1.1 Baekmuk Bahyph Barr Beerware
    BitTorrent-1.0 BitTorrent-1.1=f Bitstream-Charter Bitstream-Vera BlueOak-1.0.0=o Boehm-GC
    Boehm-GC-without-fee Borceux Brian-Gladman-2-Clause Brian-Gladman-3-Clause
    Brian-Gladman-3-Clause-no-conversion Buddy Bugroff C-UDA-1.0 CAL-1.0=o
    CAL-1.0-Combined-Work-Exception=o CAPEC-tou CATOSL-1.1=o CC-BY-1.0 CC-BY-2.0 CC-BY-2.5
    CC-BY-2.5-AU CC-BY-3.0 CC-BY-3.0-AT CC-BY-3.0-AU CC-BY-3.0-DE CC-BY-3.0-IGO CC-BY-3.0-NL
    CC-BY-3.0-US CC-BY-4.0=f CC-BY-NC-1.0 CC-BY-NC-2.0 CC-BY-NC-2.5 CC-BY-NC-3.0 CC-BY-NC-3.0-DE
    CC-BY-NC-3.0-IGO CC-BY-NC-4.0 CC-BY-NC-ND-1.0 CC-BY-NC-ND-2.0 CC-BY-NC-ND-2.5
    CC-BY-NC-ND-3.0 CC-BY-NC-ND-3.0-DE CC-BY-NC-ND-3.0-IGO CC-BY-NC-ND-4.0 CC-BY-NC-SA-1.0
    CC-BY-NC-SA-2.0 CC-BY-NC-SA-2.0-DE CC-BY-NC-SA-2.0-FR CC-BY-NC-SA-2.0-UK CC-BY-NC-SA-2.5
    CC-BY-NC-SA-3.0 CC-BY-NC-SA-3.0-DE CC-BY-NC-SA-3.0-IGO CC-BY-NC-SA-4.0 CC-BY-ND-1.0
    CC-BY-ND-2.0 CC-BY-ND-2.5 CC-BY-ND-3.0 CC-BY-ND-3.0-DE CC-BY-ND-4.0 CC-BY-SA-1.0
    CC-BY-SA-2.0 CC-BY-SA-2.0-UK CC-BY-SA-2.1-JP CC-BY-SA-2.5 CC-BY-SA-3.0 CC-BY-SA-3.0-AT
    CC-BY-SA-3.0-DE CC-BY-SA-3.0-IGO CC-BY-SA-4.0=f CC-PDDC CC-PDM-1.0 CC-SA-1.0 CC0-1.0=f
    CDDL-1.0=of CDDL-1.1=o CDL-1.0 CDLA-Permissive-1.0 CDLA-Permissive-2.0 CDLA-Sharing-1.0
    CECILL-1.0 CECILL-1.1 CECILL-2.0=f CECILL-2.1=o CECILL-B=f CECILL-C=f CERN-OHL-1.1
    CERN-OHL-1.2 CERN-OHL-P-2.0=o CERN-OHL-S-2.0=o CERN-OHL-W-2.0=o CFITSIO CMU-Mach
    CMU-Mach-nodoc CNRI-Jython CNRI-Python=o CNRI-Python-GPL-Compatible=o COIL-1.0 CPAL-1.0=of
    CPL-1.0=of CPOL-1.02 CUA-OPL-1.0=o Caldera Caldera-no-preamble Catharon ClArtistic=f Clips
    Community-Spec-1.0 Condor-1.1=f Cornell-Lossless-JPEG Cronyx Crossword CryptoSwift
    CrystalStacker Cube D-FSL-1.0 DEC-3-Clause DL-DE-BY-2.0 DL-DE-ZERO-2.0 DOC DRL-1.0 DRL-1.1
    DSDP DocBook-DTD DocBook-Schema DocBook-Stylesheet DocBook-XML Dotseqn ECL-1.0=o ECL-2.0=of
    EFL-1.0=o EFL-2.0=of EPICS EPL-1.0=of EPL-2.0=of ESA-PL-permissive-2.4
    ESA-PL-strong-copyleft-2.4 ESA-PL-weak-copyleft-2.4 EUDatagrid=of EUPL-1.0 EUPL-1.1=of
    EUPL-1.2=of Elastic-2.0 Entessa=o ErlPL-1.1 Eurosym FBM FDK-AAC FDK-MPEG-H FSFAP=f
    FSFAP-no-warranty-disclaimer FSFUL FSFULLR FSFULLRSD FSFULLRWD FSL-1.1-ALv2 FSL-1.1-MIT
    FTL=f Fair=o Ferguson-Twofish Frameworx-1.0=o FreeBSD-DOC FreeImage Furuseth GCR-docs GD
    GFDL-1.1=fd GFDL-1.1-invariants-only GFDL-1.1-invariants-or-later
    GFDL-1.1-no-invariants-only GFDL-1.1-no-invariants-or-later GFDL-1.1-only=f
    GFDL-1.1-or-later=f GFDL-1.2=fd GFDL-1.2-invariants-only GFDL-1.2-invariants-or-later
    GFDL-1.2-no-invariants-only GFDL-1.2-no-invariants-or-later GFDL-1.2-only=f
    GFDL-1.2-or-later=f GFDL-1.3=fd GFDL-1.3-invariants-only GFDL-1.3-invariants-or-later
    GFDL-1.3-no-invariants-only GFDL-1.3-no-invariants-or-later GFDL-1.3-only=f
    GFDL-1.3-or-later=f GL2PS GLWTPL GPL-1.0=d GPL-1.0+=d GPL-1.0-only GPL-1.0-or-later
    GPL-2.0=ofd GPL-2.0+=ofd GPL-2.0-only=of GPL-2.0-or-later=of GPL-2.0-with-GCC-exception=d
    GPL-2.0-with-autoconf-exception=d GPL-2.0-with-bison-exception=d
    GPL-2.0-with-classpath-exception=d GPL-2.0-with-font-exception=d GPL-3.0=ofd GPL-3.0+=ofd
    GPL-3.0-only=of GPL-3.0-or-later=of GPL-3.0-with-GCC-exception=od
    GPL-3.0-with-autoconf-exception=d Game-Programming-Gems Giftware Glide Glulxe Graphics-Gems
    Gutmann HDF5 HIDAPI HP-1986 HP-1989 HPND=of HPND-DEC HPND-Fenneberg-Livingston
    HPND-INRIA-IMAG HPND-Intel HPND-Kevlin-Henney HPND-MIT-disclaimer HPND-Markus-Kuhn
    HPND-Netrek HPND-Pbmplus HPND-SMC HPND-UC HPND-UC-export-US HPND-doc HPND-doc-sell
    HPND-export-US HPND-export-US-acknowledgement HPND-export-US-modify HPND-export2-US
    HPND-merchantability-variant HPND-sell-MIT-disclaimer-xserver HPND-sell-regexpr
    HPND-sell-variant HPND-sell-variant-MIT-disclaimer HPND-sell-variant-MIT-disclaimer-rev
    HPND-sell-variant-critical-systems HTMLTIDY HaskellReport Hippocratic-2.1
    Hippocratic-3.0-core IBM-pibs ICU=o IEC-Code-Components-EULA IJG=f IJG-short IPA=of
    IPL-1.0=of ISC=of ISC-Veillard ISO-permission ImageMagick Imlib2=f Info-ZIP Informatica
    Inner-Net-2.0 InnoSetup Intel=of Intel-ACPI Interbase-1.0 JPL-image JPNIC JSON Jam=o
    JasPer-2.0 Kastrup Kazlib Knuth-CTAN LAL-1.2 LAL-1.3 LGPL-2.0=od LGPL-2.0+=od
    LGPL-2.0-only=o LGPL-2.0-or-later=o LGPL-2.1=ofd LGPL-2.1+=ofd LGPL-2.1-only=of
    LGPL-2.1-or-later=of LGPL-3.0=ofd LGPL-3.0+=ofd LGPL-3.0-only=of LGPL-3.0-or-later=of LGPLLR
    LOOP LPD-document LPL-1.0=o LPL-1.02=of LPPL-1.0 LPPL-1.1 LPPL-1.2=f LPPL-1.3a=f LPPL-1.3c=o
    LZMA-SDK-9.11-to-9.20 LZMA-SDK-9.22 Latex2e Latex2e-translated-notice Leptonica
    LiLiQ-P-1.1=o LiLiQ-R-1.1=o LiLiQ-Rplus-1.1=o Libpng Linux-OpenIB Linux-man-pages-1-para
    Linux-man-pages-copyleft Linux-man-pages-copyleft-2-para Linux-man-pages-copyleft-var
    Lucida-Bitmap-Fonts MIPS MIT=of MIT-0=o MIT-CMU MIT-Click MIT-Festival MIT-Khronos-old
    MIT-Modern-Variant=o MIT-STK MIT-Wu MIT-advertising MIT-enna MIT-feh MIT-open-group
    MIT-testregex MITNFA MMIXware MMPL-1.0.1 MPEG-SSG MPL-1.0=o MPL-1.1=of MPL-2.0=of
    MPL-2.0-no-copyleft-exception=o MS-LPL MS-PL=of MS-RL=of MTLL MVT-1.1 Mackerras-3-Clause
    Mackerras-3-Clause-acknowledgment MakeIndex Martin-Birgmeier McPhee-slideshow Minpack
    MirOS=o Motosoto=o MulanPSL-1.0 MulanPSL-2.0=o Multics=o Mup NAIST-2003 NASA-1.3=o NBPL-1.0
    NCBI-PD NCGL-UK-2.0 NCL NCSA=of NGPL=o NICTA-1.0 NIST-PD NIST-PD-TNT NIST-PD-fallback
    NIST-Software NLOD-1.0 NLOD-2.0 NLPL NOSL=f NPL-1.0=f NPL-1.1=f NPOSL-3.0=o NRL NTIA-PD
    NTP=o NTP-0 Naumen=o Net-SNMP=d NetCDF Newsletr Nokia=of Noweb Nunit=fd O-UDA-1.0 OAR
    OCCT-PL OCLC-2.0=o ODC-By-1.0 ODbL-1.0=f OFFIS OFL-1.0=f OFL-1.0-RFN OFL-1.0-no-RFN
    OFL-1.1=of OFL-1.1-RFN=o OFL-1.1-no-RFN=o OGC-1.0 OGDL-Taiwan-1.0 OGL-Canada-2.0 OGL-UK-1.0
    OGL-UK-2.0 OGL-UK-3.0 OGTSL=o OLDAP-1.1 OLDAP-1.2 OLDAP-1.3 OLDAP-1.4 OLDAP-2.0 OLDAP-2.0.1
    OLDAP-2.1 OLDAP-2.2 OLDAP-2.2.1 OLDAP-2.2.2 OLDAP-2.3=f OLDAP-2.4 OLDAP-2.5 OLDAP-2.6
    OLDAP-2.7=f OLDAP-2.8=o OLFL-1.3=o OML OPL-1.0 OPL-UK-3.0 OPUBL-1.0 OSC-1.0=o OSET-PL-2.1=o
    OSL-1.0=of OSL-1.1=f OSL-2.0=of OSL-2.1=of OSL-3.0=of OSSP OpenMDW-1.0 OpenPBS-2.3 OpenSSL=f
    OpenSSL-standalone OpenVision PADL PDDL-1.0 PHP-3.0=o PHP-3.01=of PPL PSF-2.0
    ParaType-Free-Font-1.3 Parity-6.0.0 Parity-7.0.0 Pixar Plexus PolyForm-Noncommercial-1.0.0
    PolyForm-Small-Business-1.0.0 PostgreSQL=o Python-2.0=of Python-2.0.1=o QPL-1.0=of
    QPL-1.0-INRIA-2004 Qhull RHeCos-1.1 RPL-1.1=o RPL-1.5=o RPSL-1.0=of RSA-MD RSCPL=o Rdisc
    Ruby=f Ruby-pty SAX-PD SAX-PD-2.0 SCEA SGI-B-1.0 SGI-B-1.1 SGI-B-2.0=f SGI-OpenGL SGMLUG-PM
    SGP4 SHL-0.5 SHL-0.51 SISSL=of SISSL-1.2 SL SMAIL-GPL SMLNJ=f SMPPL SNIA SOFA SPL-1.0=of
    SSH-OpenSSH SSH-short SSLeay-standalone SSPL-1.0 SUL-1.0 SWL Saxpath SchemeReport Sendmail
    Sendmail-8.23 Sendmail-Open-Source-1.1 SimPL-2.0=o Sleepycat=of Soundex Spencer-86
    Spencer-94 Spencer-99 StandardML-NJ=fd SugarCRM-1.1.3 Sun-PPP Sun-PPP-2000 SunPro Symlinks
    TAPR-OHL-1.0 TCL TCP-wrappers TGPPL-1.0 TMate TORQUE-1.1 TOSL TPDL TPL-1.0 TTWL TTYP0
    TU-Berlin-1.0 TU-Berlin-2.0 TekHVC TermReadKey ThirdEye TrustedQSL UCAR UCL-1.0=o
    UMich-Merit UPL-1.0=of URT-RLE Ubuntu-font-1.0 UnRAR Unicode-3.0=o Unicode-DFS-2015
    Unicode-DFS-2016=o Unicode-TOU UnixCrypt Unlicense=of Unlicense-libtelnet
    Unlicense-libwhirlpool VOSTROM VSL-1.0=o Vim=f Vixie-Cron W3C=of W3C-19980720 W3C-20150513=o
    WTFNMFPL WTFPL=f Watcom-1.0=o Widget-Workshop WordNet=o Wsuipa X11=f
    X11-distribute-modifications-variant X11-no-permit-persons X11-swapped XFree86-1.1=f XSkat
    Xdebug-1.03 Xerox Xfig Xnet=o YPL-1.0 YPL-1.1=f ZPL-1.1 ZPL-2.0=of ZPL-2.1=of Zed Zeeff
    Zend-2.0=f Zimbra-1.3=f Zimbra-1.4 Zlib=of any-OSI any-OSI-perl-modules atc-game
    bcrypt-Solar-Designer blessing bzip2-1.0.5=d bzip2-1.0.6 check-cvs checkmk
    copyleft-next-0.3.0 copyleft-next-0.3.1 curl=o cve-tou diffmark dtoa dvipdfm eCos-2.0=fd
    eGenix etalab-2.0 fwlw gSOAP-1.3b generic-xts gnuplot=f gtkbook hdparm hyphen-bulgarian
    iMatix=f jove libpng-1.6.35 libpng-2.0 libselinux-1.0 libtiff libutil-David-Nugent lsof
    magaz mailprio man2html metamail mpi-permissive mpich2 mplus ngrep pkgconf pnmstitch psfrag
    psutils python-ldap radvd snprintf softSurfer ssh-keyscan swrule threeparttable ulem w3m wwl
    wxWindows=od xinetd=f xkeyboard-config-Zinoviev xlock xpp xzoom zlib-acknowledgement
    """

  /// The exceptions that may follow WITH.
  static let exceptions = """
    389-exception Asterisk-exception Asterisk-linking-protocols-exception Autoconf-exception-2.0
    Autoconf-exception-3.0 Autoconf-exception-generic Autoconf-exception-generic-3.0
    Autoconf-exception-macro Bison-exception-1.24 Bison-exception-2.2 Bootloader-exception
    CGAL-linking-exception CLISP-exception-2.0 Classpath-exception-2.0
    Classpath-exception-2.0-short DigiRule-FOSS-exception Digia-Qt-LGPL-exception-1.1
    FLTK-exception Fawkes-Runtime-exception Font-exception-2.0 GCC-exception-2.0
    GCC-exception-2.0-note GCC-exception-3.1 GNAT-exception GNOME-examples-exception
    GNU-compiler-exception GPL-3.0-389-ds-base-exception GPL-3.0-interface-exception
    GPL-3.0-linking-exception GPL-3.0-linking-source-exception GPL-CC-1.0
    GStreamer-exception-2005 GStreamer-exception-2008 Gmsh-exception Google-Patent-WebM
    Independent-modules-exception KiCad-libraries-exception LGPL-3.0-linking-exception LLGPL
    LLVM-exception LZMA-exception Libtool-exception Linux-syscall-note Nokia-Qt-exception-1.1
    OCCT-exception-1.0 OCaml-LGPL-linking-exception OpenJDK-assembly-exception-1.0
    PCRE2-exception PS-or-PDF-font-exception-20170817 QPL-1.0-INRIA-2004-exception
    Qt-GPL-exception-1.0 Qt-LGPL-exception-1.1 Qwt-exception-1.0 RRDtool-FLOSS-exception-2.0
    SANE-exception SHL-2.0 SHL-2.1 SWI-exception Simple-Library-Usage-exception
    Spelling-Provider-LGPL-exception Swift-exception Texinfo-exception UBDL-exception
    Universal-FOSS-exception-1.0 WxWindows-exception-3.1 cryptsetup-OpenSSL-exception
    eCos-exception-2.0 erlang-otp-linking-exception fmt-exception freertos-exception-2.0
    gnu-javamail-exception harbour-exception i2p-gpl-java-exception kvirc-openssl-exception
    libpri-OpenH323-exception mif-exception mxml-exception openvpn-openssl-exception
    polyparse-exception romic-exception rsync-linking-exception sqlitestudio-OpenSSL-exception
    stunnel-exception u-boot-exception-2.0 vsftpd-openssl-exception x11vnc-openssl-exception
    """
}
