// weightcheck: holds released AI weights against what was published about them.
// SPDX-License-Identifier: Apache-2.0
//
// Made by Licences/make-licence-tables.py; not to be edited. Digests of licence texts from ScanCode
// Toolkit 32.5.0 (Copyright (c) nexB Inc. and others; CC-BY-4.0; see NOTICE) and others.
// No text of a licence is in here.
// swift-format-ignore-file

/// Digests of whole texts, for licences of the SPDX list that have no fingerprint, and of the parts
/// of texts into which people put names.
enum KnownTextTable {
  /// A line each: `r` the number and the SHA-256 of words that follow a slot; `=` an identifier;
  /// `d` the number of words of a text, the hash of the first four and the SHA-256 of all; `s` the
  /// same of what stands before the first slot of a text, and which of the `r`, from 0, follow.
  static let lines = """
    r 20 VGio3bwWFhZEwPAY49a/VlNbQePD/mUuU6tMdzyvPzM
    r 47 yBYg9umPFrZI7d2lGScN9FLvSGP9s3XRvXex/87ekQ4
    r 30 8uzEjbcU262tIWUXy7uArUKILYf8xbPvrlK7Y5h/pE0
    r 71 uZBig6YDCR+kRDvgizM5f0nQ2vxHKWEk6H0uM3KO69U
    r 28 Dy4kWpDVgs8TI19iktJ2iqXySf3SuGXmztCnZKB1VuY
    r 44 ntMd/fkIP8W+RVEqOiM/Mxza7NeqpQF07uSHJLOo67w
    r 4 rCjmGbnVXCdKGihrohWb5xDHRJM6JdoF00zH/mN1A7w
    r 5 zdbZa7sDgITcYKVeMMXMKM1k0mCVZxJi4/su/nfc0Yw
    r 37 VZaWD2/l+IUNMVlOAP+rTkBBsKrzo6jBPwr3SaFQpbw
    r 57 nDOZTks9Wj3e0ZupIrupp6xA4M1haJXIwQEjyhE4TrM
    r 37 h5pDJbOp9ZXOw7XLTrZtR9adPVlcIvlf0XsZpUxY/lk
    r 118 u4iDe3R9CNl25wO6A7KXMEZxvb3lUs91X6na/kuPv4U
    r 18 zNrdu/s/JU4V5792MyT+QuCRBoyrOWmGNKpP2AR85Ug
    r 22 q8FdPIrHmWUxtszx3MbtjCY1YIzSXk6PICsT/V9Bd94
    r 46 LlTOMTSR2JB4k3/AusJeGIAxPdqHkGrrvuLfKFtAmD8
    r 21 zrHZiOJS0of9J7holBg+pG5XuAVWngwmoV5dTs9O3Mo
    r 86 YxMkV3eAv8JMfJ4LS/h+8EWKYNNb/BWBZ1jpGg1BrXs
    r 80 LtW1RpMgiif1nxJg8wW1afFR3SLq2TTf/I5bk4VWw1U
    r 46 JqBNUofaJoVBIoCUuxTJz4PIx11OisNboLdnDo8aIXE
    r 24 oGXJPmhltjik1Gn5khQSmZ3rYHAUgqjwJgzbux7GK2s
    r 10 tTBBgxFXPBsM8njr2xr9/aFwArbF+kmUaPQC0mGhshw
    r 47 NZ6XdAtyrfukE1vDuUF89tEZd4ID9XfXrynbQfVC2SQ
    r 41 pV7LX8galrCM5wyVL154WWeryk9z6E3U+P9ql80UX/A
    r 31 8XceQ1qr7q7aCHPAuqL6K3Us/+YXarFTqmI3522ZTxo
    r 103 Dgzu5pTV3hFoV6Csh5SSW2pvR5PkA+zzBMr62r1aGlI
    r 105 LsDARjaRc8owi+XlIiumkMFZkkF6FRbDdfQgBhHOvBk
    r 53 uD7isjuOfN417XvqBQAHO8lVxeAmgmXDrJSKbSUy1T8
    r 54 FJMQgiKrwf0ysIdbf0m9T0IOIRvAEwd5cgJtVQxDUps
    r 30 xTcIsw+nemw4QbDqL3j6yYy0P1rFFqg0pBDJL7vtEfA
    r 47 WsLvWPNZA8Wb00YfWhqFCt9FghYseBAHQt3kCFmTqDs
    r 23 1Q8YmzpLB42Qsehamw1rdtc+VREMCA7Ul7Eal81YdrI
    = 0BSD
    s 27 Bo0Y HSvPoTDz9F0sjezvY+nSUXEFuyOJyPnnbyg9A7780DQ 0 1
    s 30 m1c0 Li9MJBouLY3NhACIpePxkl5/bYQaB5KLrfjgfcYICaI 0 1
    s 30 EZ64 fSMUDDJ8Tm07wRmjT06xT346KbU4OFWB7V/Y50GzDmM 0 1
    s 31 UKfQ TvyHoFiu/rrF6xdIiI0JfeUsiCfU2XFPhl036c8Csd4 0 1
    = 3D-Slicer-1.0
    d 1558 IKfz JyEAZ4qYRielAfNPu+PicS77O3YJpS2f4WrhByNojcI
    d 1558 IKfz +XpgevbIv5KScKdSjL3HIqPSCtt9J17RELT6Vnaxr1Y
    = AAL
    d 372 QicR gLvirmTpMY3DtUBkgCOaduNZb25jAZlHzA9/xlvWdCU
    d 377 gWJE ZKEudky02UZZ5Yv/oaWWqbfSwrcA1gzthqjbnw5MbiQ
    = ADSL
    d 74 rA7S ugaihRcD7krPScCT8G5RUaugrd5UmVaSR9Q8F3jx85I
    d 83 rA7S X3d/s2QCAyeW1+mshjbhjWQiJeaaUGkv9TylUPFpF/Q
    = AFL-1.1
    d 736 lqB0 llS8snDR1mzVmsDgYjlvl3Nv+VXdTFMlMJiGHGyE/J0
    d 733 lqB0 T46ApWSEQgFcckBpgOV0ECWgi05d6ja1GtGIldhjQqI
    = AFL-1.2
    d 782 lqB0 K+UEhlL2RxwYfelQjxrPYoErfUF1+ojYf2u3geSQdjc
    = AFL-2.0
    d 1391 kd9w Tfkzgb1vTW01SZWw82RRsbv0AaPMxdx9fljApDOH73w
    d 1431 lrri MCtJxhM5C01MjCFU1T4HQolNGzrY11J432jGNUPqG8c
    = AFL-2.1
    d 1426 lrri FLdFksGx1IF/GbA3ps4c0LN+33oAjLEEnEUFYc/Ga/Y
    = AGPL-1.0-only
    d 2670 Cpqf Q927+6W1oJwTjFIF+snTmB72HvF/b86L0hNE4ALsYzk
    d 2675 Cpqf 0LFcYsUi+Aw5uP9EtsWeB0SbazMM85FqNUpVUUWI9J8
    = AMD-newlib
    d 81 cHEV e9ALz2E/2ywC8CboIS2d/5J/fhsS5cWPzo2BnPiK+1k
    = AMDPLPA
    d 869 Ogs1 +Pu97VDwKU8mHGkjz936wvDBKQPz848RnMBouJ3ahZo
    = AML
    d 355 qpfj ijO/5uymXvSWw3vQfqUrqXoN0512oA/Hsk4EAKFI+J8
    d 366 MN2z 3myrcD5QRtbZHo6lQLvThKWsKFn58fyOgZYFK9SAUEw
    = AML-glslang
    d 356 urAP sffcCPQbKWDZEKZM2JxMLu4NFmsSkf4gv7XqRJy6k88
    = AMPAS
    d 327 l3H2 ipKNolEks4MIYrCvPNFKQdti4ZVwNZ4SWqd1ILdfXD8
    d 351 zPiS K4exSdDGHMt60FZK/j6sOEsv4agmLdF7MNWrjCygBnE
    = ANTLR-PD
    d 196 MPpN f0YozM/ZI/EWwMLS1zOc/vlFv6H7QIYIzAdChg5LUcA
    d 167 4AZa clh75SfzHfhFdHWkcR0TeiU2td0BilRUjIwAlOIKGrM
    = ANTLR-PD-fallback
    d 213 4AZa I7G/b/6+t4flrgJF0mpha/3zpKE6Md/Mf/a/5KJQyJg
    = APAFML
    d 86 YFYx 5YDKjJTXE9gvIt3ybnHDTOMeRFvCzXe0DJz4RP2kK8E
    = APL-1.0
    d 7276 7lZs 6yGXng88ATXU8XSiq2Hq+q7IF2PMj4m/dmIARZY5gdE
    = APSL-1.0
    d 3212 CHbR 9WNJzN81UmS1BmqFjd2t6mx4SKUvG+rndUYy6GYEY+w
    d 3220 CHbR zaJwNM/OmYYyAyJZgvTnPCEvhbhhhDl90rymxqm+9Tw
    = APSL-1.1
    d 3265 CHbR 3DRUED261qhekDDfaXC3hAOjw2RjPrn9qr2LEXXvagA
    d 3275 CHbR c3se6M2HZXKiPXXbWAHmv6VXlWcyZoUWcCwaiuPvhEE
    = APSL-1.2
    d 3255 CHbR qrp+OdhY79JhZ6anYbNypE2xQOq4mGJRqVuyidRA7iI
    d 3202 CHbR JezoqKxnolo572OP8rYQh2/VydyRQpWTOJwRGmamqbI
    = APSL-2.0
    d 3227 CHbR VDGYRffa9vXf+CfEmk/PVpEk4DadxCqt7nlzEXwWcQc
    d 3263 CHbR xYABmYitBnCoVUe2WH7XVsSHNfaUAr+MBt7/8xMeKYE
    = ASWF-Digital-Assets-1.0
    d 337 IEaX XV6F4IicGrNMca15L2z5NtFrmH56rLnlFy7I7GdiUb0
    = ASWF-Digital-Assets-1.1
    d 356 IEaX doDn88WNA9w5KLGYiZ8eEIZTqz3puplii4sEXsESAlA
    d 355 IEaX O9c+CX4hkfixRJtGtrAm6h62d45Pfz1SRn532bGlCZA
    = Abstyles
    d 74 w0cG X1X/Gx3MRQ9dWrdfGTPgWkd5+7kfkXnh0MZYUZgS0Gk
    d 106 S3CT xm1K4Mgr8sI+vmH9mnVuaU5nkFgp8HuBsVYuXwXncrk
    = AdaCore-doc
    d 42 EnfG 1L9ThqhgfFF2dXeBL/63aOmH6yE0lEoT25hh8Xjaon8
    = Adobe-2006
    d 251 Lxj3 aXh/qFvMdFdDGZSKsxChwWBG8E3Cob8UIbc9MujNt90
    d 259 utJE MZalZAYsuXROZqaXjNgwO1Dvq7FrFG6+SiLwfr7Uzog
    = Adobe-Display-PostScript
    d 278 Bo0Y P0CgpxFrAuaidIViPFITsq3QElhZot3lItLWsaPWeYE
    = Adobe-Glyph
    d 245 J8Lm bzg40fdY9iI/+lW5aCFRsx6lBcGyt61/j/8nu0MTZJc
    d 246 J8Lm 7st/1a93cWUVlVkM6s6dvYVPV3A0mCWEs6C95P0QFH0
    = Adobe-Utopia
    d 69 gJ3v kItg7SjBOdUU6aoHRRGtsQTCPsPBAjlQ1DAfz4VeqS8
    = Afmparse
    d 124 gCIm dLqx5qM8Ife07eSzZpYD2N6V3qnG/PC83AkRQhfq1ss
    = Aladdin
    d 1905 5s66 Y8NsR2iTTJwN4OEZQYIIGbDkP54TzD8A1po4TGix7Ag
    d 1896 5s66 5QAOvZmbHMEnkPP+orTi/Trt6pSixk8yMrORsMPHct8
    = Apache-1.0
    d 369 Ogs1 nHKvcxXvNfr4QsK8Xv7MuPOKh5yHyUvK9fm58+/xs44
    d 369 Ogs1 W1ijxyCXt6lIT+8xGGxleXYCP0NHPNzPjCg40eiaoxA
    = App-s2p
    d 38 IBRT 5eo8eyv3b5m2V/NaVNWNthjRkSPakXSZUtNPvP/3V3s
    = Arphic-1999
    d 1103 SbxM mUBw+vcBHwTRwOnJ7unOe2bly1tVJuTDAIve7x13EVg
    = Artistic-1.0
    d 775 qRHJ RxZ8nNLE4pXkTdRTlOI6QQUiQRIO0z/AywN6KRCwRS4
    d 778 USPX 7OwrCutaMFhGn/oyr9x690pHef64EJLEGeVMZXh+Yf0
    = Artistic-1.0-cl8
    d 831 qRHJ GuZ8HYyEAG96hrO3z6+v7iuMaYpl4QxLpg21d18jTE0
    d 834 USPX NAWC2YwLoElTd0lmk2py/ETUYqhK0a14R+LBFVNpiXg
    = Artistic-dist
    d 968 USPX seSPVSP3Janr/bj50AhHZEX5NKqxnRDK8tg7FiOdwNk
    = Aspell-RU
    d 30 Bo0Y iFQ6zol+uk6Qy/RGUfjzBj8mMbKHhwo1zQ9nDVKVJkw
    = BSD-1-Clause
    d 153 Ogs1 9MGu3Z1G7yLYBAZAHwnGR0DRcMqJaOGRyeP7eUrZW0w
    s 44 Ogs1 l2e8LTg/MOelXKFQKKxpNCEkGrefXkuURxiAXcVEB64 2 3
    d 154 Ogs1 JV+VtEQT5gThd/GfcbxNhEZ1wSEcDSKcQCIqUkuzzFU
    s 45 Ogs1 WzroKHPz/OKIOqMfbKSFtUjO0ptwBI3RkACnvES975c 2 3
    d 155 Ogs1 gX0+aEvzZ9Pvzaj1UNrvvNwFCP963l5csl6oDAFk7sg
    d 156 Ogs1 encpe/4ZOE62rqgVrQVc6TdC9CxxxKedbCmlSmpWagY
    = BSD-2-Clause
    s 73 Ogs1 0nbtJPGo6lBmUISGyp6DKwhelUTg8WqQUgPEdusUSkw 2 3
    s 74 GTZb W2K+5vJvbjmUHZq2Phv4DfORPoXPVVFVNmm1DK6uC2o 2 3
    s 75 Kfzv ijovU4ZYnRpZDYRBiGH+mnsjKGxLeRuDVXQIqqJlPBM 2 3
    s 76 d1+o KPEmxROkIEav4pPVekUGevb2lxlAQDhwyj9RmTvffps 2 3
    s 77 sQbC 6+yA2yv9OK9P18RaohnV9CZtLmWTnBnqw2GTPHNm9eY 2 3
    s 78 Gcd0 mNV0MhZiYNx5VRFhUIvSsCRXf9LBmJu6z5CYql/FPq4 2 3
    s 78 I/HZ 9rlibGQ6G1Zxr40NHC1bjvcipzzt1PdjJTOa8DwNIUY 2 3
    s 75 Ogs1 gVsYWA41s5y4HgxuLmXbhcMI93cNqR6gtFvl5BNAOj4 2 3
    s 76 GTZb GCDIaSrN0Y4+NgY1tGfeMRPPePRgdOZ2cnOSa4yzn3g 2 3
    s 77 Kfzv KWKZ6YDEHr3YruIr6CRzFkFCO9YO7usNg5gpl69FCK8 2 3
    s 78 d1+o 1Pnmy5qMhMVltCO8fbijKBWWN4YPjcS9eKHh4W6b51A 2 3
    s 79 sQbC LYTdrv70/uaaRPe59mVQWT2MsVt8OLDKHYaK0J4pka0 2 3
    s 80 Gcd0 a2K5ElxD2QwuXr2CkfrWCQXg/Uza24vPhuZ5r1/YCnA 2 3
    s 80 I/HZ EdvSY3deb6CGxG+FjbZDfe9rw7+vbmf02j6ROTApBy0 2 3
    = BSD-2-Clause-Darwin
    d 216 bGAI pKy9okEaKfehnXpSWPWOWr98Jqq+bxmazSDeU2UYQfg
    d 218 bGAI TbIl/aCIIM78X4NesvjL+WhdYZPbHmVsJS46rb44rLs
    d 241 Jo96 GkMooeLQ4aD6GaAU5C+8LtCjM2NN5X5/4RepWgQRd0I
    d 243 Jo96 HwQ4npkomhkAEAM2VOdOoZcHhkfAZaBGK3HhOFUnMig
    = BSD-2-Clause-Patent
    d 374 Ogs1 LZhIFAmjzJFq4sNInon16zmqnjTrFM3pngFuw3Drs4I
    s 263 Ogs1 Xm8TirDrMyArdnCPxcJfE+vvmTazNSQ+CpdtWyUN8zE 2 3
    d 378 Ogs1 O7MFqN95UPMwBQYH0xomGJYEyXMO8KJsOz+kmOrAe6s
    s 267 Ogs1 CcFdVdiOeeex2qHGwaiHnu0Is6Wc0uqkc2T7WPCUjcM 2 3
    = BSD-2-Clause-Views
    d 214 Ogs1 GkrY5sonNOGT5xZZdoWUY3ipDu96WD+ESA3aQ4HN3Kg
    s 73 Ogs1 0nbtJPGo6lBmUISGyp6DKwhelUTg8WqQUgPEdusUSkw 2 24
    d 218 Ogs1 pI1l/XlqpO18i1dcScC1u6dfwcK+FdQ3HVCbVC3qnwQ
    s 73 Ogs1 0nbtJPGo6lBmUISGyp6DKwhelUTg8WqQUgPEdusUSkw 2 25
    d 220 Ogs1 V0OAmFMByL6cJH8J2/l1hzKNAwTsM6vGQ2q+hz4ZZgo
    s 75 Ogs1 gVsYWA41s5y4HgxuLmXbhcMI93cNqR6gtFvl5BNAOj4 2 25
    = BSD-2-Clause-first-lines
    d 184 Ogs1 BngBX9F5lEgSbXSEgZKSL7DGup7rBLXU5GehNcfIvdA
    d 186 Ogs1 02I61o2jeb0VTB5ag4BoeHk3C6aB3nNSjpfP2Hi8r4M
    d 188 ySDe OR7t3FxgWBiMlYwq1qWRHX+3KtRWqybWenpD1gL/Nb0
    d 190 ySDe 88gW0oHuifBc9QMsNeHUUTye45tr7csg/um78B77zf4
    = BSD-2-Clause-pkgconf-disclaimer
    d 95 Ogs1 w9Hto3rK5vMQaugjjixV1IH0+wvOoUK1dVFM3pUjvt0
    d 97 Ogs1 jVa/2JSFSShwcRxoKqimTyzdktAmYdAS0bt2hcd/KB0
    = BSD-3-Clause
    s 72 Ogs1 8WmlDi9Vni8b71cCaxoYmKmz0F6ZjtsJNpc8qrSojwo 4 2 3
    s 73 GTZb ZfFw6gADLCkAPN+Q10Ekk0eWLmA/dYenKSNq4my/Kj4 4 2 3
    s 74 Kfzv HISxcMPmuVFV1D8kfLSTQISIx49QgdumfEzyjMrrGc0 4 2 3
    s 75 ndvy EAxlr6mPPztmPHaJiqpPk0wbrAU1O/CnI5cU9iYg2R0 4 2 3
    s 75 TdY8 OEJ36T7ozRUDtq4hbIiXCF+oRA3kJSfaRGnc9zEVaQ8 4 2 3
    s 76 0Opc pXLWeaGyARr9BmP0pgj7m9eD38Q9Zqytb1wd84Raex4 4 2 3
    s 77 SGTa cL8j666+LArI+1vkgy7XOnXsaFXtSnYGgVnm2t1DcdI 4 2 3
    s 77 mmXr p4Y2o8OsNkRMoAsI07biVT4f4ims7hKxCTNLiz15vX0 4 2 3
    s 75 Ogs1 5d3fK6MQGDJrbzjjIUAxbfTybo/EU2SMcG0SpecZywk 4 2 3
    s 76 GTZb xCNS6zkWQHywLkLFjn8gpdBGFtcYMgKf4wGpVjww3Ps 4 2 3
    s 77 Kfzv PncwJo7Hmc4nlHLmHPgR5dbCr4DRqQjCBARXGL1xJzY 4 2 3
    s 78 ndvy 5CqWmI1V6CNChdep24iIA09BBomRvJCV0ZRKlWwlqrA 4 2 3
    s 78 TdY8 K/ONGznjR4mKe95GkIIy7orZLY5AUnJj4arqcd/uQlA 4 2 3
    s 79 0Opc RVI6NUQRnProQmOy1zGcKc+a1wwNcTdE0EobDXu/YqQ 4 2 3
    s 80 SGTa RhvDNkl6Dp6PBkXOzI2bGddZDIrCAudiZX88YKLdiuI 4 2 3
    s 80 mmXr cRCrNR3/tZLKxKdSS8glOD7JBU4pFjPsBrFoJFqzVto 4 2 3
    = BSD-3-Clause-Attribution
    d 239 Ogs1 RX760h3b9VBVAq6/i581exLbfQfkT6KPsRoYk9C2QVk
    s 72 Ogs1 8WmlDi9Vni8b71cCaxoYmKmz0F6ZjtsJNpc8qrSojwo 26 2 3
    d 243 Ogs1 wlmFNHRqYSvSHGl+NYPzYUC8/UJkrGTix65lZQxg0KQ
    s 75 Ogs1 5d3fK6MQGDJrbzjjIUAxbfTybo/EU2SMcG0SpecZywk 27 2 3
    = BSD-3-Clause-Clear
    s 80 Ogs1 1c47+WQgu1XNoNZ9FAfGuxr1PfESSx02athi+XA73Ko 5 2 3
    s 83 7NNF ErfRKCkpS/O1uhYM+kn9YQzp8NC3AY/MJ/R/Jd+MoLM 5 2 3
    s 84 rxfG 0yacjqQn1oMLRedM5rZ5aBPPzFYoh9aKwvN8iqgNdM8 5 2 3
    = BSD-3-Clause-HP
    d 209 Ogs1 KKvmaxosdEN0mA4tr0H/TAhm0KRSQPtLMC08//rSQjM
    d 212 Ogs1 0icmAd2PnPQ4n70rPcTcBOqgc8AOksPunW0enSeXgnM
    = BSD-3-Clause-LBNL
    d 320 Ogs1 +5930tpg8DPG8YHBu7o0R9jx+lvqc5fRkJ69PdvGNbU
    d 323 Ogs1 SpTQUYhX6oI8Z1S9SbkAhptUuDI5wpkz/byVRpq58Mw
    d 352 vFsH 0j9L+m+dOWkOp/7BO4RDjGYX8Py/5TsFwAMz/ysA6P0
    d 355 vFsH kNTZMDm0emD5n/DbYKv6yDvzrdol3JwWRFvpyNdi2DY
    = BSD-3-Clause-Modification
    d 246 4gpi bVv8V2QAilZsu/iQoXMejd0+E4qEG9LyXcpfF9spq2w
    s 139 4gpi R8XGFQ4m5HIjQEZr6O8KN5NwbuQwXAvxWS172yyYPhk 28 3
    d 234 Ogs1 BTdaGPdPisEg1858hGJlz5cLs0bCxp2kMqzUchxCFw8
    s 127 Ogs1 hIWgbFdJApp8P+/qbCM311JcLgtD9WksQavcHCIQHXc 28 3
    d 238 Ogs1 PX58EMS9gnHvbK2QFd775+JlxwWbG44Nw7vpSp7Zm+k
    s 131 Ogs1 hxSdGYEhTDOR0VBVCHZnf89qgLLKc8gr2bno6xUzWyE 28 3
    = BSD-3-Clause-No-Military-License
    d 238 Ogs1 kd9YRyMbMnBxCu5YjDQyAm7F1AaP4unqAxzBphcy3PU
    d 241 Ogs1 EEtZw87GGnK0YMr5l5Pw951pGLDI/i46vwn9pW1lFFs
    = BSD-3-Clause-No-Nuclear-License
    d 248 Ogs1 VNFOHKkMJxa+Enl4Fx7p6iAjkj6icrKEU+fF/xN/7a8
    d 248 Ogs1 fQusQq+Eh5ppNmKTTy518eZUuIpIa/vm6QoHQwy58q4
    = BSD-3-Clause-No-Nuclear-License-2014
    d 243 hFl8 x+7XgB2RjTUIQcfr2VSmRGa80BBSATyXW6Vk9VLmaJ0
    = BSD-3-Clause-No-Nuclear-Warranty
    d 247 Ogs1 sUyKVFw15gybsKfhGFQ0lYA1ySU2e1gYqzJpijr2t8E
    = BSD-3-Clause-Open-MPI
    d 270 Ogs1 7UpGroauLFxMRyM6nHlgtwLqnwERc1ktlbPmEPF/IAE
    s 76 Ogs1 ODXpJ5aM6fDDXeQgaWOYcjnEPHYuBynXTqm0AuzLqXA 17 2 3
    = BSD-3-Clause-Sun
    d 224 Ogs1 1sbMAItbm7XAMm9Hu2ju4N9n4W38Ktdk6ijWr1BJ45g
    d 226 Ogs1 qiIamHklzyT1AFx4ht+gIDQRc6B65MQGxi65Z9TPPUo
    = BSD-3-Clause-acpica
    d 223 Ogs1 D+tw6PFz1R5Xbk87p6l8KOr3ZES9irPeYn357UiY8mQ
    d 226 Ogs1 qr9ofenIqLnDN3k71WO0bUqTn1n08Hk4x3BIE6vv8PU
    d 225 Ogs1 W11zC++AcIxDJ8ws9FxX5FuGUOEV1dqERweF3UbMiGA
    d 228 Ogs1 KSOnXT4f0KkZVHqM+of0gTKQ9UsIlPFPK32Dk8aSnJ0
    = BSD-3-Clause-flex
    d 213 pAeX FCL7CpeaKeXIxpEc+k98G4wijtGuo4EvJMXj+Y0mafk
    d 215 pAeX 1YjrT6Frk2Aq7nxuERcVtrAodz2s6SxDG2tu7mj/SWs
    d 255 2wDb S6Ca/VSNCKM6lB45gryFIpO3OTcN/lE+l2ytDfS4o1U
    d 257 2wDb +7Fu+Ft+yNrVUlro7zUe/gLcenOHw8SGaVJ7N/rQy+U
    = BSD-4-Clause
    s 89 Ogs1 szgZVcwTabe6JcwHz/BvWeITz2v1HXITX/k65T8jOnI 6 4 2 3
    s 90 GTZb dfllSj5M21zKrZVY6JEEWkYLsubsrf9DC336ahb2LPE 6 4 2 3
    s 91 Kfzv 52Le8dSI8X5PXbdXHuG59sTWi2Ys0KRGDcU1vvIkfHk 6 4 2 3
    s 92 GHqK rkQO0PJlrPpnE+SNvqUfUsX3Qpjl2o0hSVSldthrrR4 6 4 2 3
    s 93 vgpa WIbsMYm7kBxoEy2Wbzm/3smUFPfahrN9tMrHELd5txc 6 4 2 3
    s 92 Ogs1 U+SjgllWjdcvSR8cSHJTSwCV04mHuLeRReLiyWpCj6s 7 4 2 3
    s 93 GTZb Fn6qb8TtFo/N97c/jsvnMlUgiNsmHOxPVZVTWOe2chI 7 4 2 3
    s 94 IQTY uq6MsCXeB2grNG/YddLXThABVRI/eQw9pHmlmSyo1e0 6 4 2 3
    s 94 Kfzv HN0jBHSC7DijayRljiMyOm2K6gHi7+hdjdaM6WI+1Tg 7 4 2 3
    s 95 GHqK hd1E68PLYnfJZW8cbZG6I1cY3GPodK2/S49KNPT6+Os 7 4 2 3
    s 96 vgpa o+777/AapyKStXFdoUgmDGEJcczLU+IuthPH0DI9zcU 7 4 2 3
    s 97 IQTY VnUt/N6ZwuaxWXB/783vQCB2PBO/V2z5ytjUVfhD9EQ 7 4 2 3
    = BSD-4-Clause-Shortened
    d 142 Ogs1 X2GFEQK+4FHeAqJtqThT8eclDWFY2/rcqJtL7wpCnzk
    d 145 Ogs1 ib5gZphaS3D50B9YE1Oftss5hbv8GLnKVVvgciP6d/Y
    d 147 a3Oh 0mMR10d/hFu5g7kSYkxISDdVY5iBy8mVmm6H1qPc5Xw
    d 150 a3Oh 6yLAYAecAS7lmNEUPG0gkf0IS9vzf+4DZWtlMkD9Mjo
    = BSD-4-Clause-UC
    d 439 Ogs1 Ja5kXsUdyLtDom0jUvTBH2qcfNkh2bMGATrM3dcUdVQ
    d 444 Ogs1 yw3QcEBCuPwWWXJkyZeP4tEtufGS7/0+0XP2UgIATK4
    d 260 s1XF QQZaeskC2y2tI1jnsnXtNhF3WacuN4D862TWmaZ7+sA
    d 264 s1XF RW9gT4H9zgi/TzULo50iIkOLM2cTx9I1Nd7ycUTqJNw
    = BSD-4.3RENO
    d 62 Ogs1 drre5tEtcuPrsTyIMTI1chF4TcQ3D46bsgknZ6y9Mfw
    d 63 Ogs1 lKRd8B21vRdsP0lvUTJGbIelrJ+kxNSYGHEzOJbsd0E
    = BSD-4.3TAHOE
    d 102 Ogs1 I1nq04lRZNmm64jSDly2VXYbyZqHidvS5Zv2iyWhO/4
    d 102 Ogs1 RoCGjUSYI86KSTOc59CkcFj3l5XKlNJnDSj9DapCBLg
    = BSD-Advertising-Acknowledgement
    d 228 Ogs1 3/8xB0DJp3UybcFL0tymQP5G9jaPpE5iPKp84Lyyco4
    d 232 Ogs1 icav4+sZpLVrB4NxArKL0zE9wGtinkV4nxH1jQ7hHVs
    = BSD-Attribution-HPND-disclaimer
    d 223 Ogs1 mB6U8LL7CJ6Q4hJ6QqjDEAYTAoBu7Go9TYQ2afMUZ4I
    d 227 Ogs1 5D6zjp/qptJxpos+mGqrSAdci1mtjoLUboGrwNGVBWg
    d 224 Ogs1 gix6k6lJHqs08Grr0arn8bLf7RDVjjkNvyVf74kJbnI
    d 228 Ogs1 7CTNkUoXWoIwp2Jz1BHSkdTqE7jRhAyDphkyhIrktwg
    = BSD-Inferno-Nettverk
    d 266 Ogs1 qy1lx3z5RsFl21AKHbjw4ch8/zi9xgiYylr4IxkI6yE
    d 269 Ogs1 Lc4s9ncpcqCh4KVis/51TQK+p5pLz3rEADD4JnOQ9cI
    d 288 00iN 05zE5dag4r4YB/zIckXBACp+QSzDkk21bz+iFy0Aa5E
    d 291 00iN rslls8JA6PAW86RQio39VlZIpaYDDgOS2j/K1jPNDUM
    = BSD-Protection
    d 963 nVlV a29nxTRLyhfzCFNbNtve9jXgj2fD08XWiKsMY3hTrS8
    d 980 nVlV ofFHMzoKEzfOKsBJd5XbXg5D1AhaG2pa8v1SGHCViis
    = BSD-Source-Code
    d 184 Ogs1 u4ZiZxCjVlnNY7ZZZNyt0133ZO16gi4WaJA3DcHTdws
    s 73 Ogs1 zhyFICcyJ6mQd9hJRWC4Ynfx4+hgs3NXq+7OrSyUnd4 2 3
    d 189 p7lf OC5oNzeRtOArfQZTAm+wqfyLDXHheawZ4sM1W/zt5bU
    s 46 p7lf s98G5jw/7hZZNIeWTjdRqBg+G98PEtzBs+V0pcQEfsM 23 2 3
    = BSD-Source-beginning-file
    d 185 Ogs1 9a3J8l1jsV3PMFyGTG/ZMgAqEK1lDtdb4z2TRTI8s8w
    d 187 Ogs1 GIctbsg2QsvUffaGoV7R9YM1je3iWitxaaZlftBChp4
    = BSD-Systemics
    d 326 uhO3 BpTvB+C+6cF4P8cnjK038s6ndKWY1CcHdgsrBpM8lEg
    d 329 uhO3 2pbpzMv6AfqfPkurjzF9ieb50lsNdBk/zstF60nH4Dc
    = BSD-Systemics-W3Works
    d 437 6bgO SasRdqtOLx5NtSCeBvJGefn2/qo6nOAcm4HZsDcw8tU
    d 441 6bgO 6OIW1Pede5ylMemitGUFePVEYQwk9IiHhPKvq5pUsyE
    d 449 ntlX 4fZPRT+lRcjPooE1Lxka/IPc3BpIEyzlb735UcCefVo
    d 453 ntlX 0MuwlaBUIIK9ijlxB220n3Xawz0qeBpzl3kKkwWymJs
    = Baekmuk
    d 63 QafH kj2lQ5rYZQKuFpnCtlbQDe+CJlmqTunyRHsiXyzYOX4
    d 60 Bo0Y xzVg3qgGKzKVoMC8/wYOHFSNHaebbkeQOMvOt0LIMJw
    = Bahyph
    d 236 biJl aJekK5kEpNDCpjPXWYxJgLonmGa2k8j30eoOk2u0R+s
    = Barr
    d 107 lBVL qYULm8bC6j+tb8T6Xjz4qrv6+I23Z2XKcDepYKHSnjY
    = Beerware
    d 52 FbBm SfiZJkqxAwH+b3e61SWUtus70eVh460t1ZJb9nyKX/E
    = BitTorrent-1.0
    d 3841 bFAi cB0cvr1K6JAY9pzMDskNpXnwphJ9RULRHdRxMEJ/Lzk
    = BitTorrent-1.1
    d 4449 bFAi 4eGBk7pQI+xop0b0exjUgclxbjT4lfK+2UMTFGr0zHw
    d 4451 bFAi cSN+dIh4GUzBrN01g3Jo1NYOMlcXM03naxd0NbwpFI4
    = Bitstream-Charter
    d 273 w0Wq MalBVPwHqDzV1Z9G2fspIq6CVrpcSQMO/7irP0TGE1k
    d 84 lOK0 aMM5sR/I6HaFoK29W6tnx18qBOElDfWjDt4mujHEZpY
    = Bitstream-Vera
    d 360 J8Lm hlxZj9xx6bJELd/gU2BO+yxoUUUfkPL/KqJbh8TdlyE
    d 378 PX7n dXhRhGuw7h7+2lJuwVwIsplhHqT/xsj8d8XA9JRcHdQ
    = BlueOak-1.0.0
    d 255 mprV bP+mBtSWCg+ts8gWGpm5LFPb57mZaXpeJtNc/cHYDz0
    = Boehm-GC
    d 75 OatC SpcCERY4mQ08sehQPmkKraaQ0QQ2FWFZR4EqEm4j0o4
    d 82 OatC mXxCm2D/XXWc/RpMIivSpHJzUnwKQ91pVMINMWEWUvc
    = Boehm-GC-without-fee
    d 77 OatC au+QL7I+z2mX2pQY6tVc3Dmn92yMfXZIzAhm8xNt8RM
    d 79 7jb/ kAVJTaLSTl7ZJhQxAv16x3elDzyWGo8W14ahcdv7JfY
    = Borceux
    d 81 Ozm+ tIBnN2178+22IuoYImd1BHenUg7i5CBqXKliaWu7Xsc
    = Brian-Gladman-2-Clause
    d 83 C6Wp VqudROfTbZObyxE35v3fj4Bxdo32R8pAIEQrOk7Af3Y
    d 94 H6kH 6ws6+aiiAp//IflEBO9EvcJNFLcJhRTC1+4K1kBdPLw
    = Brian-Gladman-3-Clause
    d 159 NbFq jGLV2WolkrrQTMIq4+G4bsWQNU+59Qi808XcbIsWRAo
    d 156 NbFq BU27fYA/h5aYAgWm8STdkPdIM+QMfk7G+CqlZnVx8N4
    = CAL-1.0
    d 2587 PnHs W1U1AntK1e4aj/C4snzDiOEdREsOvuz2CDtguigSWK8
    = CAL-1.0-Combined-Work-Exception
    d 2591 PnHs nuoLJA//A9zdz2GgCQ0gSUaP4uqQYeRTJH/84ZEpryk
    = CATOSL-1.1
    d 3040 8UMy zIZS6zfzYx7gCa/I5Ck2CQILxzbU5jBlEbjrCH1/12M
    d 3032 8UMy CzY5ws6C/mElGTimNDhREfeUIOypfX5eOvB6tB0TWB4
    = CC-BY-2.5-AU
    d 2714 BMyu 0DvTlYOc7I7mPJb8PhiwP9hZnkjnnUfcYZlOwIPN1r8
    = CC-BY-3.0-AT
    d 2414 CQ3z PG8V7mZ4UQ51wydnkUTwKPGZNe9NEcZ5cjL5TW5js38
    d 2408 JTAF i11tC8qKSXDdKp0iihd8/mCGhVA8dhUnKhdWxthDRCE
    = CC-BY-3.0-AU
    d 2443 qKRS pimksZJ0e7BuYsWTP+FHwuO7PC4A88vgBBqvLjjm5wY
    = CC-BY-3.0-DE
    d 2423 CQ3z ZtzOcIZEjJtLimrPS2S3UsdBxIA05aieaHj4NowOJ38
    = CC-BY-3.0-IGO
    d 2851 qKRS sPPwT7n8+l+z2y3JOpnF7+mQz7k2Kv8jZntPKd4D7VM
    = CC-BY-3.0-NL
    d 2738 bc0E /Qd257qny//02H/LS/nT/tcXS1zcjwzRxCcYR95QZb8
    = CC-BY-3.0-US
    d 2359 qKRS nqAjj3rwqSFuGQceNSXzPlqB4TIz5f/PUdY8PrlAkDQ
    = CC-BY-NC-3.0-DE
    d 2584 9m7g dWg+gpKKH4VnAZxDVsDpZlDZrq4/c0b4nDFrxg1OT5M
    = CC-BY-NC-ND-1.0
    d 1745 CdbA Xj37wnSVuwf199CGu4Lr3cBMeDOb7QmtQFTCfwnoWYs
    d 1762 CdbA p+F95YzBZJT/4u/JE4KGbzngJDPr6Mga1iVKaxYdy+k
    = CC-BY-NC-ND-3.0-DE
    d 2456 9m7g I+E/S2dAJX5OUMGGBjBZyycDjaqXHDZHBteC0Ww8QOw
    = CC-BY-NC-ND-3.0-IGO
    d 2868 LCqm GJ724cpU9SWaxYmSNevcLHOVYsn5HbXzGgI6XUpX0kY
    = CC-BY-NC-SA-2.0-DE
    d 1969 q++J 1Pxe3EslTOCRVMEGX6gIAJgptb2jm3sZIlUneQ4GTpg
    = CC-BY-NC-SA-2.0-FR
    d 2957 9AzE nBUfjod3nNBHvnDzpJIJHDJRod5k9xaVB9hyM/gYgo0
    = CC-BY-NC-SA-2.0-UK
    d 1834 NNEa ry3EsD8a40lCb2Sp4Pd6YS62kxgA0I7K/DtztNIXPuo
    = CC-BY-NC-SA-3.0-DE
    d 2832 9m7g zYQ9Fiah62uJMmAqcPaohGazUCdlkkjd8iO6fGpeSNg
    = CC-BY-NC-SA-3.0-IGO
    d 3274 9Wj5 nWxpYwsjEdW2cHCW0sMIYSIuivPVb/AbueXeLAlmFRs
    = CC-BY-ND-3.0-DE
    d 2294 9m7g XfRE8b8V9PMrWPLm+CEwpnArSXJfr/J3ayXM0/CBbMI
    = CC-BY-SA-2.0-UK
    d 1765 sx5X /VTQY0AZEbs5sEz/V7iOy3G3RzxqPe1o3qoOVUYaf/c
    = CC-BY-SA-2.1-JP
    d 382 VDRQ 6wOPHt0vMYySsH849qaORpwUfILystBunmrCL9Loyqs
    = CC-BY-SA-3.0-AT
    d 2797 JTAF ZmrUS3hGzWlk1WnzD2Hs0OCnB4V+luKczzHV+bBh9uM
    = CC-BY-SA-3.0-DE
    d 2817 rFKZ 61xqeMmEYnrzaWlo2W6l/6RIWdofTz4NgnVFoSYTgRE
    = CC-BY-SA-3.0-IGO
    d 3272 MfCQ MCBC0IEwqnBkMR1BVt6JADsdl1AER8tnpiAYQ5UmVQU
    = CC-PDDC
    d 255 5Auy 4HEDekypCDjkIUuwXHV7CRwlTda1/rdcTqr2ZW3c7Bg
    = CC-PDM-1.0
    d 186 p2LA Enlnks6CI1/rdCqprWIGRu2ichknGDyg38H10G5QxUw
    d 181 GBZl hS1RYh80ApuYmC1OrYL60eWiXLkGSMuTEX0RvgV+n1c
    = CC-SA-1.0
    d 1605 ZPfm 0yUWnh5G9JrE0TsYcsisszuDghh1Tsy7FiYPacFlFJM
    d 1850 o0ld Smlpmdzg+4cOPJ8/3cm2B/d0dk6Qp48NACzV242ZrG0
    = CDDL-1.0
    d 2700 N24+ 1973IMyUCzsbZS+KWPslxbFbhy1fo4oCPQdn7dI0STs
    d 2629 N24+ 8RPF+bfbtY7J/DXGsBMwVhMW0YOwFSxKapEKLmzJqjk
    = CDDL-1.1
    d 2774 N24+ Rl3LkyuF+ltJX6O2kYufWpadbDB1rRe5hNM3THghBuA
    = CDL-1.0
    d 1401 QCvv GBpzeUUxVejecyPEhLVfGD/11bu3yDRN7wxIQmnKw98
    d 1398 /eeo Fxjmtf36n1+4h/BwKrpuCh75eR48QM0uGcMNyvp+ojw
    = CECILL-1.0
    d 3441 4F3x 0IX77i6KCZOfa+OYLEVSYHKcXu/xC1/LPeeEEiqLwZI
    d 3443 4F3x ja4Yh9l5RTPLNR+bsMDoIq193lKrQU+imB6MN2rFBa8
    = CECILL-1.1
    d 3453 wpA3 nc88JOQdjnDOD1BojNRkruDZZ2snnFsBRwEkSum9e+8
    d 3462 wpA3 CXMcvfsTUzkiSCo1c9esMRran7e27nbfngz4ItMSwQM
    = CECILL-2.0
    d 3401 DO4m h6JWRnUgOr4YT+FNvkszZHsIYVDZwU3lXbRwZ7c5qMQ
    = CECILL-2.1
    d 3522 DO4m 1TTcx4tvl9frHEg7olPnE0nP3yVjhUpvUxulwB+RK08
    = CECILL-B
    d 3516 4F3x MyAQ4X+cDWQdzmj14EZvx4ybfElYoxsVPjV4VIx3z3M
    d 3412 z7Qk IiCdLc+XkMrxbm/ukCrWIA1TDYTgbRcblZfUOCzX740
    = CECILL-C
    d 3563 4F3x tt9jjhSZ8+tJ//wexmD1G9p++286zOu8hvsQ2MWlAUU
    d 3493 kyVK qHwZY8Hwz9ga3VApWQkuau5AI+/+xY4Txw556HKne+A
    = CERN-OHL-1.1
    d 1292 Cnl8 I/JOuBKUMh353muJpRlBhI0Uo+J1QKRWPulPITdnqBM
    = CERN-OHL-1.2
    d 1458 ZodE r5X2sQSjxcx17qBDZoHeIBLAnsNb6fY16bCmIdde0gQ
    = CERN-OHL-P-2.0
    d 1361 fic5 4alHn1VxwMC4zc/fKi8US2HxVzL00ESwW0qBY0Y0HZ0
    = CERN-OHL-S-2.0
    d 2043 fic5 lEvGF610af+47np5Caou1kt7b1tq5C2NNO8QQ36L0Ns
    = CERN-OHL-W-2.0
    d 2216 fic5 lrVu0LUdj4Sm0p3/Sm3d58CSIwr7mfHEmR27oavyQ0A
    = CFITSIO
    d 220 dq9G CXXwlPeX3/ZUO6Q/YZ8+7m8uO1C7ZeHKfuvBDTWYNz0
    = CMU-Mach
    d 127 Bo0Y 8hr0KS4I9ecLA2UQELIr+BMWSiNkXG883ObhJfaTpzk
    d 128 Bo0Y 9naEkayMPPg+hYH8sIEtzHSkee9SIhNXwDVTVkfb3Kk
    = CMU-Mach-nodoc
    d 79 Bo0Y WZyF8cGNHlXANEX7h2m5yQri8k3JvtuxaerQ9vily9k
    d 71 Bo0Y qEFVlLjziK9w3Is+S7pc7hyy9PojoudOYDaogF+KVvw
    = CNRI-Jython
    d 633 uU7d 7Y1/UqUfdycuKyGg/uE470r6yojbbRtlOpUf0fBwXjo
    = CNRI-Python
    d 576 EgjG yXS+pDwfPM3i4fL9SWgh03BVajGdzZXZDKmJPcz0TJ0
    d 553 EgjG RmRnsQTTcHEsURp6M+f1p+xdBZ0SM0lT05Usmb7mbp8
    = CNRI-Python-GPL-Compatible
    d 662 PlqO bjPR0CT8z20a+30WAvg+KcK/VDXO6CkDNlo0IE+4x44
    = COIL-1.0
    d 261 07c7 BSW8WbEsHB/JZOCXL5bqcNxZaCljGa7UCTPX2qlab/w
    = CPAL-1.0
    d 4538 bay+ y0IH/46x3V6W+W/o6sXd7AwwbUEKN68uwwH+z13zx/Q
    = CPL-1.0
    d 1804 WIdr o43esfOOdv0X5py3RGhIu/e+Ev/TL5r+cbCvH7rJomI
    d 1765 X/hv jccZLHnvSVU6uXBONKm+wyPawSbSE3SbRVqQoK+XiVg
    = CPOL-1.02
    d 1925 lBQZ pZxcKV6Qu6DHtCt17YLtQQ1/Qvq+jbadvJPCO1wXRgk
    d 1926 lBQZ urTHMosMoaQ4RYwkhBKUOiKFqdZlJP2IyaZZC63ba7E
    = CUA-OPL-1.0
    d 3789 bmS1 m/AE5Wnl9Nx4Pyk1RitonbWAuYkwi4PVy7tHXwrZVfg
    = Caldera
    d 377 Kqhm o7DMdIyoI04lfe44YRkeM/7P9ZiT/JhvzJf+Q0wydb0
    = Caldera-no-preamble
    d 245 Ogs1 mLBPdXkozYveJ1C79+zUlaqmJF5z9Le27cgZdUgMEp4
    = Catharon
    d 712 ZWw/ tjqyWIwKD1jS80SK9dkALX00saMGl3W55Tv/JJ760Q8
    = ClArtistic
    d 1033 vQ+x biqUBekGHs4PdDMxd94/oTjxg1oADwOZ+/EnmQjhFe0
    = Clips
    d 149 utPq ogun/i3v10ONjTZp8ka3p8KCiT4I415R5ns8GpvvqTY
    d 150 J8Lm DTz6bYmIJihvY7A4TSTzSOPRGQZ5/t0jXF/616c49Bs
    = Community-Spec-1.0
    d 2414 591P 3BTcf6rCVrUYzA8Ue9MF6jFpW7dt8RNga4/JtRp0pUU
    = Condor-1.1
    d 888 XDty iQM3a51Z/2VWEBNrBWhmtDgaG/nAw8R7s3EmqIsWRo0
    d 938 XDty cRW+bvQYJKSZRPHvOjsFZL8e3pEgbb/kpGwEljldJAU
    = Cornell-Lossless-JPEG
    d 133 Bo0Y iq7OPsqu4RRi5ORRI0MQTfMk4fezREbHtwUhOHVXv7U
    = Cronyx
    d 52 imSq YCZXtQ25XEcsRFGSQIJEJsVX20juKEuV02is172zts0
    d 64 j82+ BAQcOCNswnCrpruB4+PDI+8xggLQ4SAnygCnYoI7wa4
    = Crossword
    d 70 pEXO gJifsJKiMmyrAeNc90LS7uwVV7i/TtBeM25sXxLAxHU
    = CryptoSwift
    d 149 m4cl YEaGboDxitsAWOIFV+76lWHpDZh0s9TEAGdedMzorng
    d 155 KGQM 8uqjzMXEFPG0nsdJ+9DG+JqO+bSmUq+HWshDYTcmc0o
    = CrystalStacker
    d 167 Fjhw JJXEnju3sNB7kPcbQ+S/nAw8hgr1sYExSJSNxTME+OE
    = Cube
    d 163 X+DV UiuazokIBBTIDYeG69KckX6oQsf9aTkPYw0NGYA8lb8
    = D-FSL-1.0
    d 2079 8xD2 w/d8Rs45pY9v/fkzi8jz7URKXCXx8A+6qF7+ORomIDc
    = DEC-3-Clause
    d 224 OT3g 6pacP6eLU1Z4NvlLmAiWQyjjo/VPa+xUQMhlZUH0nh8
    = DL-DE-BY-2.0
    d 177 T9uK kWe0pqp/UOBzkn9M/Qf1Qt1U9VlfQLrvmK0vUOVw1nk
    d 364 T9uK lmEUGbRqfUXeyaEa0WJNRht6GAUYS/nQK0Y+K2OYuk4
    = DL-DE-ZERO-2.0
    d 163 o9xW lEqgxme70luPnyzjdB3MlD06UlhLSndBMe/qDbEx90A
    = DOC
    d 695 uC62 UYadj4ae9DQGeFEpb6t8Ly/UwIlnYdBC8A616mkqSnE
    d 699 uC62 HxuWanWBFqTrJR2S89ooB6XTPHzLAxWBQ8XRXj3aakQ
    = DRL-1.0
    d 248 gS+r aEjTgT91hBlKoaop0M2Rtqv1bXOVvhHmzRIugRbpB50
    = DRL-1.1
    d 312 gS+r 1cGb9K410juBfsgd1rS1u84PQXwPC6pPvYokRs1BUC0
    d 308 gS+r SvTRJ7an5a5Nqf3LVzCgNSGJInbInCqlzOGEFa2zrfo
    = DSDP
    d 337 FPza Ll/MfHXqw7pDMn5KbrtE5vJZY3jd2C5KzLxQY1FEwmI
    = DocBook-DTD
    d 132 Bo0Y Jj1/fNP99pijx/3zbId9vtDaVitbso5y+pxzsjbRwpg
    d 171 XPrX p0WYSltDojAG5JuimIlvqU4ofYXONX6QVfq1WB7yxb4
    = DocBook-Schema
    d 126 Bo0Y QbJ3MS1fk3flyK0if9KffFbrQlgFbHeRC2ElEQJ5OSA
    d 151 XPrX urc8Si3PfWsZNxjPS5NeR0NEb9L9DYszo7CqioA2Jtg
    = DocBook-Stylesheet
    d 62 Bo0Y EMmkVWMZ0DYFe4wBrImf1NPCKxVK+E1geJ8BIWGIJKc
    d 87 e891 oX/Qx4jqngTdH7zhGdfABCkiGYKpIHI3MEgc+e5G8IA
    = DocBook-XML
    d 252 J8Lm Pae/rmG0KfFH1/EO7OvA3kBliKad5/65kjdpzhl+ONw
    d 278 TfAz EMW+CJry4r1/f9LJdolrG3yF+u1kk/G1SM0oaqR6GaY
    = Dotseqn
    d 38 gCIm 2/CX1lhfS7p3bmH56dAbAH6Aq4LtUv1/u7pPGUyx5h0
    = ECL-1.0
    d 365 XMyL XOU6BM7RlIz+OeCNYyY3vcp375YWK4wuI9/Zrw6gCu0
    d 363 XMyL WXRpRf6hCKf+Nkh7YMlvYF5gTTT3d/rgSPZSRuNSfzA
    = EFL-1.0
    d 139 giKL rGXn6SdouKSBHCfxF/TKU+P+stkGUqJMrOWkqj5VzZg
    = EFL-2.0
    d 142 giKL J0GJR6yUarV9wTs8g7PAbHQUZ6yvc7QrFCCWv1+7aQ0
    = EPICS
    d 533 cJcD 7g946R2acp3RGBmV6lPtmDaQNQQLEGGhf6pCKYr9T78
    d 534 8wSJ bS62vckQi74zWETsxSu4jlUdS5ALd6BRQuBl0IzEhBI
    = EUDatagrid
    d 461 wxEW LG7G3oD7mSCm+olnPtK9vQ3W1EkDuxaRbyNlod1T2Qg
    d 463 wxEW CmnAZ0RLxCp8FGsOexLEmnxo1tw5BnNGSkf4SLSWruQ
    = EUPL-1.0
    d 2115 Lr1b svp/vn5J3i1K2wEgjbQiQDw1YcCUKsPI3wBbTvRLlgY
    d 2114 Lr1b rKzw9J/7sS5XzsTJCR2cPhkq4fbbUo5f8iqwN3bepaw
    = Elastic-2.0
    d 625 gCJq OccmhALV2nrhOrQwRGQyxikHdo+DUo6uS400HcWoq70
    = Entessa
    d 329 PhYm Hf6dPV2mDL/UeqCuscnXc6zc4ozusao67C88k7rHR9k
    = ErlPL-1.1
    d 2271 2tB5 ZV2BPro2fraMuaFBykrjF1T0CyS/083+5gyRuYbt6q4
    = Eurosym
    d 215 oskX ofpeczjSwa+vuN5uiDxpEyoJ6eKAmPmbAk7P6JvhTo8
    = FBM
    d 44 4gJN izAfHtseY61MDBcbedSAWgaq4WTK2H82ZCuV+KcO4EM
    = FDK-AAC
    d 690 b7tD pMS2pIqsmC+Rk3k1ZVwtM0YcxvYnHzoTW+BaGkL63Z4
    = FSFAP
    d 35 S95x g/Cjki67WVBnz2MxxyPKBoqAGDSPSfqyZFCe+Z4wCmU
    = FSFAP-no-warranty-disclaimer
    d 26 S95x E+5hgw2wKl5kxcAyXd1B/loOWfpV9Ox7199st2zI288
    = FSFUL
    d 19 BrD4 NV2AH1507TpUepnq0Lb7C1Lg9R0lOCySx4/w+F+8gmo
    = FSFULLR
    d 29 br1q ifqvmzPVTXzFOF4Qi4VnvR+84eqc+lFVZbIyR/qTV9Q
    = FSFULLRSD
    d 38 br1q EmJArmqiWRW7NhKZLVab8zrojqm9Fx6mfEWStgURrZc
    = FSFULLRWD
    d 64 br1q CIR2Cj5l5BlGElNd8nH/6o2KHLL5jIs+eAAqrJJdBf0
    d 76 ZwBV sAqjJqjWzJHpj/gPhsNeB3nIVhsQhl8PMvpMJZUDz7Y
    = FSL-1.1-ALv2
    d 586 5idF 5HaqdAG8crf5u0bqOY0sv3QrRVkcq/+aRrcHpXWSRPQ
    = FSL-1.1-MIT
    d 657 5idF B3j1mtQhtfUtCrLtNdy+pGXoSk73Jb0pTL5/ebEp9uk
    = FTL
    d 948 /g6I RQd5KluDqRRKngiA4mUlaR2a+pSrfgCpy2yPUMXF1Yo
    d 941 /g6I 32TguKsXE7X5EhdyYOOAomKsEcly2OSzgRui2T0iQ1Q
    = Fair
    d 34 i7Sh PX218yeE+tln5zpxPkIu2DsnGEqDpmkLLq4siV2CuiI
    d 38 ESxy 56MJCF4Q3Kz24tGuqvkKFgru7BTi7IDi0JPm2U8GNTg
    = Ferguson-Twofish
    d 140 oRY2 YueVRm6dlejsACBGUGCFYfe0XMifSLEDEAx0EnwZX0Q
    = Frameworx-1.0
    d 1479 TlQ4 DpQNBW57k2RUQ+lWLDbadK1S/oURYj104/5DTgt+oIM
    = FreeBSD-DOC
    d 186 Ogs1 l9groq/JdFH9uC7AdY38dxMTx2crL9ABSSEkWt5RY3Q
    d 402 /saC MP7YTayQLdrEK4FHNfpy1hPg0Cudzb/00sjmQCodAP0
    = FreeImage
    d 2862 JOfh K/PK2kUZu9cBMCvHs6xkn6eu1PD+e2dJsIoWTUqG53w
    d 2863 JOfh NqQAbwjWmPUrcGHUqMM2a4Manf4nyjrVcxCg9GzonP8
    = Furuseth
    d 56 Ogs1 j4h3YhrRjDJoxAoTrNwgOlIBOSehZZMTg56IEfnc3P4
    = GCR-docs
    d 281 mZah Y7pOvMMUguemubzDV8hze8Ttr2lOiEj/PdBK5Tr2TA8
    = GD
    d 422 1HeQ dvGqtOEko2y2XIT1A0XvRZ7Rhu0CaRtvayGa5PvwlEU
    d 421 1HeQ 5VzXNvkKqEZ+K3pT7D7+N01RI3QAb742EDL8V8YKZa4
    = GFDL-1.1-invariants-only
    d 3005 4gJN +tb6y/W9CmfDMxA7gcW6nDqn8QwFrHF4TLygEzVJmJ8
    = GFDL-1.1-no-invariants-only
    d 2997 4gJN h5svBWgDiIHy73I32mfh3dKto6pa3D8Bnq1fybrO+LM
    = GFDL-1.1-only
    d 2944 D8cr KZm70KGuGrZ+SkQq8VLtH91usEMeWeMG+boLRfit/90
    d 2956 D8cr HAz/VNsnODjr2wOacsFUoimNEXhDwae8xh3UQWFKVAg
    = GFDL-1.2-invariants-only
    d 3376 4gJN 8vdk80cIXssMT9nfNbbA4Eq0081VYwRRcUbfjImG9nU
    = GFDL-1.2-no-invariants-only
    d 3366 4gJN CHe+OgEtfvKmtGeuVSRQ9L26kSJDxaW5fagPd3laiT4
    = GFDL-1.3-invariants-only
    d 3794 4gJN gcT7+07rbLm9vGSXnyQQCmU7Wo0unllAxR+DQoW6NgQ
    = GFDL-1.3-no-invariants-only
    d 3783 4gJN EsxbV0mVEowXsVvVG6PZ12gtByjPlKUCSlQ85oeiTfA
    = GL2PS
    d 133 DaFq ygaqMONYCJ4KU/HqmbNkwNDsQGp76OqMCdWaZUZPPrA
    d 133 DaFq q+QLR9lGKypyBWsKtWrUtRwFVbba/Q7f9wHMl5sa8wk
    = GLWTPL
    d 151 /8DH hD+1GU6krOrcWuKFiuRCohWAvbk10CIQ2bcHiAWKseI
    = Game-Programming-Gems
    d 37 +riP G0ZDT2n4aIj4seP48RK7GwBRsPpweA5SFMdUtbroXgo
    d 42 GbQJ L9RImVFUaYzyrja3LgCSSG+R1TJaZlHn5R/01Iwz8II
    = Giftware
    d 238 0Agf 6h+2O22S/vtB7HHkkOkIRE1jV3xZ/EN8WXEEx6oT+6M
    = Glide
    d 2004 2h1W 5LRkmN+Weq1bX01HsTiUZ3/CKPmAhxNh3n6mFQAMBog
    = Glulxe
    d 69 rUPg MRoMRq0S1Ztor6H5diLOwCnnY+GR7pCRmKGwFBix5K8
    d 82 tKN8 akl/EpN2ZkfSCM0JWyFzhNKJeZWUjoQ7KRzjlwwg9w0
    = Graphics-Gems
    d 120 hM/f +4o4P7KdUTtDkZIn7MPlJLzfB+mvLJZfNvepuWzfDr8
    = Gutmann
    d 22 pF7A Xz7f7/QNAVVznoVbMTI26nuyld/CwZkl1FwN8X8zKls
    = HDF5
    d 636 81V4 VhwAIPJ1xFHEaISJuSbaXJNAhn0SNIQrmy8GsDnRCQA
    = HIDAPI
    d 22 imSq cOrsZhzPYCBs455JgunrsCJBWKg5V/SkUT6u9he4/cI
    = HP-1986
    d 88 +UiA DNaNeu2bjUDWjLsMa5odCsuxE8tBUpNJhg4fHnL4dvM
    = HP-1989
    d 90 +UiA NpkWzCndQHnHBTcxqyDLvUsY1QnUQM4BGFdUhlXz1FY
    d 115 s195 aY50vU/9gJ75BxhjBxqAtbp8e1ZZPu4Co61tyG/Oxq0
    = HPND
    d 167 Bo0Y 2Dj8cK5Mt2KACy2wLq+dPqNkz+kZ1b/b3Fw+J3hnKc4
    s 49 Bo0Y Q2wCLc5Lq9UzXTrJCZXw43qQtkfOtVkrySUC2qs5qyY 12 13 0 14
    d 172 mAfY vGQC1denl3Bra/xNVfgIWvQFka7JCxkK2pT2ugGhbe8
    s 54 mAfY hjsVcPtbJsU1zlYQVNMnEjHfPOomhUeJ+IjUZCZtCok 12 13 0 14
    = HPND-DEC
    d 145 U6Bi vUIQTrLkfezKVJIe2OX82qPb0WWXju3xEqu7FWZLWKE
    d 153 s195 hRnFGeZQqBmBATZC/sf3Vj1dMrBEpFrVnWkATV/oHg4
    = HPND-Fenneberg-Livingston
    d 95 Bo0Y ZD3Aq60c0bKfT7LmXhe5eoCiy2wnhXGMQZKDYKPWD+c
    = HPND-INRIA-IMAG
    d 89 13g+ HSavqQ13hf7uvlTnVfokItdzsXV5AnkbaKl0nC15Jio
    = HPND-Intel
    d 211 A0cz ms1X5bLNCHDUfGXl8/wDJwOx6/D/3+hG5gtTys8jR/0
    = HPND-Kevlin-Henney
    d 56 Bo0Y 6qp3DkNBbKpVKqQPPtPhZgkvNvSzJ5i2+GeBb3pf7ts
    d 65 0nZ8 IuhhUBT9w6xCKzlfU1uYLLZWM9mfZBh3N/rTyACtciU
    = HPND-MIT-disclaimer
    d 146 IzK/ 0rB2ZFwVsCP3AXZN6PqQBFu5NAqtvfMqOpaaZMbFuHw
    = HPND-Markus-Kuhn
    d 28 Bo0Y U5ktabdVYHvJ0H1haxswzS+OtlPEz4m/EoedJd4YD8U
    = HPND-Netrek
    d 68 Bo0Y YuvLJRZ7cid8/oE3ONpir8SQss6ry4JHmXPbVP7vYUI
    = HPND-Pbmplus
    d 56 Bo0Y 8wLP44fasOLv1Tpz8vel1EeULFJp5RgiJZ8UocKWiLM
    = HPND-UC
    d 57 Bo0Y KRP+G5PmcUq9ACDSkX4EpkEyUH7SKlJbF/v7yNpYljw
    = HPND-UC-export-US
    d 73 Bo0Y QJ4cm/PxXb16SnPVjUp7+mNlwU51k+eebATArRLb0vg
    = HPND-doc
    d 60 Bo0Y Bw+dcqDag/Tgb0MBVtPxVhVZgT6+4ha4oSU2a0V/yUQ
    = HPND-doc-sell
    d 60 Bo0Y 8VVtcC0frYMwik7YTUY10Kinm0Dm4QPloiT3bFlP78w
    = HPND-export-US
    d 137 7gjT ZzVQIAVJ0HFa1W7uP3+5MjkY9X6dQkap1Ipu1WAHy10
    = HPND-export-US-acknowledgement
    d 167 7gjT sfyOjUBdCtzJ8e0FwTGHu2fJWncB8m42Yf0YR3Po6QM
    = HPND-export-US-modify
    d 171 7gjT bkhkSYfCHvlr4zRiWg5TsEvt6SZpnrZIiTDtOstatIc
    d 186 cUeC iGBKo+QuPLs08cWb/GU2drhHdQ6vejX13XRoXZSt+Dw
    = HPND-export2-US
    d 162 7gjT ybfdckg+UNG88IdDDpe7WZ4Vg+TYov/Tu4Gmbm3QrSw
    d 162 7gjT d4qx0a4kSSzXNnAblIeqQ7iCLpM8ndMWUSdcBF6akDU
    = HPND-merchantability-variant
    d 50 Bo0Y HLY93zastijiyrJYQi8Vz+wWiB3zQJC0jxBYsN33kqM
    = HPND-sell-MIT-disclaimer-xserver
    d 118 Bo0Y RYvtxpW/YikhgpXE2jQdGUMA9ENtn5MAveV0tN97nFw
    = HPND-sell-regexpr
    d 42 Bo0Y KDpQJQ9Yi7dpsw9UBbHQ1I51kWcPaoGQPRmwGJq5r7o
    d 48 Kfh+ ZwiPmQ3epT98Zq6ZKczeREyuLXUt8KI3rhhgBAp6FVU
    = HPND-sell-variant
    d 168 Bo0Y 0HAVJri/LaMWb/C8+6pW6Bao6ivcaIFfi9RiEb4NRAo
    s 50 Bo0Y oIRuGXIqgKOrp4C7oIhEmec76wvd6g95LgWX9xdGB4c 12 13 0 14
    d 160 Bo0Y 7+Ged17SRIgn94qsgNTbedovOaZUMWv+YrU4MNCHncs
    s 49 Bo0Y HvdekniW9Kt4t11aPRRwWwsT1PzE9x0KuM9oP4TTtf8 12 13 0 14
    = HPND-sell-variant-MIT-disclaimer
    d 120 Bo0Y Ge9zflLtkm/Yzw9nnve7U49TG+B5GnteEDplOGp56pM
    d 126 cn89 XCGroB3QUd1KGg+OBxQuQjzasugOnjZ1LbQ4mAPMLNI
    = HPND-sell-variant-MIT-disclaimer-rev
    d 120 23ms 1ruopNGjinIW1KGJtzsyisChaJkAeZuWWcaX2jJT3EA
    = HTMLTIDY
    d 253 YwI+ SxQIpnIDGaN4tkglIR8eJPzTwZu0VdhHb52djQ5aQtc
    d 225 spWZ xlyvgYcb5TZSqKndswq3TODfsbyxpeDul9ReLRzl7GM
    = HaskellReport
    d 75 0CVt HZR3QcVkdYaNyVl0xu2juit3E/sHHvCgBOaR1u64m4A
    d 93 fILs LZAT08ApFOBFABefIYasW4/J9PgtrqLfKtVkbGE1HQw
    = Hippocratic-2.1
    d 1308 ze3j HOHL+qh9mk9GWd1ziTNmhNZYb4+kOn06fGl8n/Y4TBs
    d 1318 trt+ 8hvZq8bp8Xsk0irg4isAdNvgQlDW5cLTNSxO+5xOrX8
    = IBM-pibs
    d 139 Iav/ erI2x5gpGuIrPDVo+Fbr8AMEQNosOjexgO0eESTvH94
    d 140 Iav/ fMEp+cmtx/f4KEMqJE95D7pRaXzZdhQ68JXKvJ6+/o4
    = ICU
    d 230 J8Lm PiggXz9YH5EkAErmOc/IhEVSmxDFML+MFyup6W3VXTA
    d 242 9F96 FySvtlFef4bk3Zo7WEoKevG6JCiIJ6M30i32KxH/gn8
    = IEC-Code-Components-EULA
    d 348 cDQI 094Z2rY31HGVf1F/m+0FqgjkJhZsaGZ7vxmcWiAZC6M
    = IJG
    d 691 uFV/ OtV3tSsC5WHApu8vMFDltweb4QH4gSyxlIYjCHxunXQ
    d 695 fgxf dcF0jlTEDfuvTevkQ81GO89x3+LIb+9CkD/U1xrOj6w
    = IJG-short
    d 262 0IUn wgZeK57w3Dd93sare71BYYDvfClgeCeal0lzpzK0M6s
    = IPA
    d 1443 bc7P RLRWg/m5rYJWcilaHCVSEc9URNkShKqEnCov2+A8pfE
    = IPL-1.0
    d 1727 Mtmq pvor0ZOSHWzHMZ0OvtAljfC/hAtGIy123UGTZfkcNC8
    d 1726 Mtmq tCyNWsnv2aJecVra6CZPEq90WNAeO0BW/Pch+xZtseE
    = ISC
    s 41 Bo0Y L0m3W17rhJPhqrBvNpv42Z/rPLXqzYWjK1TfHC5pzQQ 0 1
    s 42 IzK/ VtcWYEdv37yJQ+wlxEYvzFlaY03Lja6h9/iLGBQqlcc 0 1
    s 43 GYqg xT2C/JAC9Zc2AGywAES+K0BRwaDapJM0G4qUQMUmfNY 0 1
    s 44 sywN wRZuxLPNqgCbMjJ/Y95dWavyaVRfXmoScU+ga+Urt/I 0 1
    = ISC-Veillard
    d 71 Bo0Y Qmup8dUdv61kqSOEyRYRV7Wr+0lCxOeFmaT6vC9CfcA
    d 71 Bo0Y z74+V+qLYfCum250H0x/nfqXexFsWreZGRnuUovBaE0
    = ImageMagick
    d 1456 ph2j bbC2wteiI9YvqvsqVD6R+Vq6ga2MWygTOr6RNB1J6Z8
    d 1932 Fo0s Y9naKjn+EXBHPUKyOBITIDkRl/o8ZMD7Dmeju+x/0fg
    = Imlib2
    d 320 +7fa 34efHNYUUp2IQxB+Hs+trnpZPZ6wuXcDgw47f2GTAOg
    = Info-ZIP
    d 389 FmIn vFNVUq/3owXiTMjkBbAkzwNOruPVtEFF9vELWJLVtZc
    d 479 XEEZ K6L6L9wnez1s53JOo6lVxgLxdu0y6lppHNhcEB2OL4E
    = Inner-Net-2.0
    d 354 e041 dJ3UDwJvu8owMtIdaVyQVoPighdIW6HvG4ZxMr4X96s
    d 312 e041 PsS9vTlhyzWqjYmKIwAXS/WC6CKRRur6bFtJe644/vs
    = InnoSetup
    d 214 A0u2 CCF968Vocij0BWlCEBuQNyt+LMc7v8qpKN7mNwmh3DE
    d 203 A0u2 k1Ol/fTfjlD+Bo/PIs46L878ibyTy+hSs7cnVxJq6o0
    = Intel
    d 303 Ogs1 JM67DgCdEf60nxJ6jfQyTV8zcUu7GwMIEQbpn+0DR4o
    d 307 aS60 fiP4xo6bsdX3z2Bb4XfCqaA21swCfPhO/pHDjKr2C0M
    = Intel-ACPI
    d 954 mFHY cjBXp3CaFXj/8J9uC/l4x+AjQXfjsbuRtjoKoemLTk4
    = Interbase-1.0
    d 3936 viFm UOKHiRP0FfFWN+G/gD7JUiomq+oBWQ/2bkc/KuExyV0
    d 3922 ZyhX VwQxZemqmHRagO9pLoKqFrs91Z2x+Z9A/muHFDZcLKs
    = JPL-image
    d 527 7oux +SfUoAaLJf/qYTbqDm4QaCOeMYcxPqBR8q00gW5LNE4
    = JPNIC
    d 285 l597 buIVl0F97EBaS0vzWrkfPdEOLGAW5cTVWHVJQEo0/Xk
    = JSON
    d 172 J8Lm 01FghDAHMo41f0CRurnU7OdWcshRYMiSEEy5cRWsag0
    d 174 +l5S 7Xa5Vy8eu2kB59/yyAbKMY58GnmR4VoVlB3k0ySpIEU
    = Jam
    d 30 KsZr 92/wxI28M2SEIh47Dpp6WnN0aZNfiCacSAW4c4jdR8o
    = JasPer-2.0
    d 399 KiBh hMM+522Jc+O2gAp3nLANz0HIKbZtJnqiFJOFvhqZaAc
    = Kastrup
    d 18 qXV8 zR1BL4Fz3rOyL+Duv7VMbWnjzQoAAGKzKb0nsa3pmQo
    = Kazlib
    d 99 7d3l FeJW2PS60OKBxSblHUXJxTDU4M4A1CCy8Ww2+fNDu8I
    = Knuth-CTAN
    d 44 9z6u 5yoYzNOjuzOFVBMd/yK1etT0KlWTBguwp66JVDvP2Co
    = LAL-1.2
    d 1112 RCFd +NJRg+AgFsqFcscRlQMcIsBHWft4o0NOZsII2AsdkQ4
    = LAL-1.3
    d 1292 9Yyl tpgeelMJ1AArasgNvDBjddokW24vdXURaCNaQiqgJ2U
    = LOOP
    d 310 uiS0 sVn1aBif4S0asz5kSvXNJW7xdWsjhhwd7dtw2AO5DoI
    = LPD-document
    d 47 4gJN kepolO2G90V9t1zjIVds2pzj1irYRkN0oc8m2HO5cqU
    = LPL-1.0
    d 1786 hDB6 rz6r3vYb2Zoc1uXzMxBwXR5keEZZ4oP4CuJI/nrdaNQ
    d 1786 hDB6 7dNqr2pTNTtFn9dLeH/lZ+dKtNxVl93D6X5z4W945/4
    = LPL-1.02
    d 1762 hDB6 EZraCX0SM9gWT/MonDnjGstMrXGQ7vcJObGFib4Tg/Y
    d 1764 hDB6 psW6QEMp0L3UHB5IgsJVdaEspMgguRnrCuit41FO2Y0
    = LPPL-1.0
    d 1395 PJ2i g//lbA4WC7Ye6SZCulvfddvejCiq/TGadEK+FX+lJHA
    d 1400 PJ2i g8GT8Fj0WNh3v2fEnm+EEnC+QDFoB1pOFkQd6+hRrDs
    = LPPL-1.1
    d 2197 xzdn ZK0qjyaK4didjrJRvV0U+mMnICegjYj5WcCJu1Sg7+g
    = LPPL-1.2
    d 2210 xzdn 72zw9ET/OywULztJJo8ePpYhYodgEWlC/tu1lBhtdqg
    = LPPL-1.3a
    d 2914 xzdn 18p8a3r/u/Jeib31/97JltGxjtF9FqCsTDYGJPn8/QM
    d 2915 xzdn +IKx/+e7boNBrusSWu9avfTIQLU7vE4R1nUBTNStXH4
    = LZMA-SDK-9.11-to-9.20
    d 41 lWOP 7uH4U1TrCiqekhXSs5+6ntEyNhPro/pzYLMkAGQDj9c
    = LZMA-SDK-9.22
    d 102 lWOP QI7/TbjeQATJlSGyNLCu84LgsLFSJ1UZq1Gaygx6TXQ
    = Latex2e
    d 84 4gJN Ux2BRdpe1Aceq6VPwQPjzLxZ6R7PDJDbS2NGE5MzCTU
    = Latex2e-translated-notice
    d 99 4gJN knOLhnMzbuCMIC65MioVK9I7u7OYPH3fuv4VIjdGwJM
    d 138 4M03 7XGBpq3ef4tu6sYrhtYpbAJvvizTvhuzEaEPWTySqnI
    = Leptonica
    d 113 3BHv Y3B0Ht5D9zOzUUuPw3FdgYEi7i3DKoIVjXyZq7KChTU
    = LiLiQ-P-1.1
    d 1016 kzJv CtVfa/8B0Q/EAI/sCiyR5AAshQ75ecB1IriRxKsPxN0
    = LiLiQ-R-1.1
    d 1361 kzJv jaOwiZA07PYrJlisv3hHV5smFR8tKWN2v/2T5XAn+v0
    = LiLiQ-Rplus-1.1
    d 1302 kzJv fHor9gIPpURXf46gZHDqZ4kZogIFyNNWQA0gWZY1EsM
    = Libpng
    d 624 JFfQ soOoWOgq6CMtHqHnQ0HZkDPzzcNhipRUCxsGExG3az8
    d 660 JFfQ EcvPuZKDyg2xtIFL4JINTy8x/HM0ZZpmanMVlbQY9Yc
    = Linux-OpenIB
    d 144 Ogs1 3jpeT+9HkJ06i8TNR4V5R6z8kMOPcaAQpRoiFYuIVb8
    = Linux-man-pages-1-para
    d 34 4gJN ZMyu76Bxqt8QVboq9N3KMtixu6Qxk0QoOeSVPdF+brk
    = Linux-man-pages-copyleft
    d 155 4gJN iY5hf21J7qzlL9/a5TAg9yvmXup3Fv7S2zP0++hhL+s
    = Linux-man-pages-copyleft-2-para
    d 63 4gJN jeRtFm10CM6LxD//t22Azw4ngA1LOh5s43V0fprUM2k
    = Linux-man-pages-copyleft-var
    d 125 4gJN R/I6PB/JeW125DsyMzJg4no3YxBR4VSKad9EIW64lZE
    = Lucida-Bitmap-Fonts
    d 473 JP/I L2aflH6nFY+KLl/XjsI5rRTTv6MyRMUBWI4jt/i9Scs
    = MIPS
    d 21 TZEn ohk6Bz38YavH33pCfj0wojXDcZ0OeVU57KIRy9PmDwU
    = MIT
    s 121 J8Lm jsisD9BqjfastS1HZ7bs1N3aRGJW5QqJSHBUszKouus 8
    s 122 ebT2 pPzlIADObQ69YlV1yAm0eGPI6GfqI6wDWqcUmrgzZ1M 8
    s 122 dxM/ G2XuX5kHo1fwTaSf12m9e5crOCy9qSAFDsYPux52wv0 8
    s 123 fZYR h6JrfypuQfvLelHBs0qg+L2H2ZHHr5HlQ0cJDL+QHHo 8
    s 124 j0xZ j+jTU2IqsSR14Y1SKrhJtlZpu6mxZO6Lx1VMoAULYA0 8
    s 124 r3kf g3pg+wQ8rXM93RHCAvlE/a0uSTduEiUyiQu+ANoaB9Y 8
    s 125 w43s 92gpsK1N8018CJzbM7bObB4gRhx7RPU0Fs1cdTpGdIc 8
    = MIT-0
    s 96 J8Lm OBSmgcbCf2aitcLDvRn64HwmUWVPeJXMK3lNuByoRvY 8
    s 99 0+hN KlxaPMvALICQo90KKcSU1185FaqcGcN9dPz4kMlC4nQ 8
    s 99 Go+z 2GxeAuOKtBRSBDtcgp9krv7Vkvna3Ifhaqa+bW/2liQ 8
    s 100 JQNn rUwLWmyYASG5MDy/EiB+x1XTNXiHQxfu9C26EH0WJOY 8
    = MIT-CMU
    d 143 Bo0Y o7moEApVYUUNAGwfXPygw7MDhlXNXgG8lwbvuLkDAkg
    s 93 Bo0Y 8yFx0kc1WT5+kAKMHkn8+QKZA514/nLP0DzZli3PuzE 21
    d 176 XUjo bQ74I5mFZJXDy5tYwOE8hoWs3nn2Cmhp0W6hq0wXgzE
    s 81 XUjo dMRBTcrPaU9ZkPFUvZfeZ3Z/9N2FQhYmeH1sHUFi+V8 22 21
    = MIT-Click
    d 205 J8Lm aPB8+QxEqkrqJAMBqz69OX90eVRO1ULY/2cwUT2e0OQ
    d 258 mL8O 8ZFkFzELVdxecI++8z4Y/pxOoyPE/HnJ7nCvwX92aHA
    = MIT-Festival
    d 209 pQ33 acn80IsjYJzvvHVQ4dV7T2B+4GqrSwBXOEURc+W5LPw
    d 193 J8Lm Hfq8UJDxVuo373GE2WPllLDyJiVRJBpt1cmvMnxq1Dg
    = MIT-Khronos-old
    d 195 J8Lm Hi9V7SgGCg5I3NBMajqqDw54y+vLB7YoOKIlCPJGKV0
    = MIT-Modern-Variant
    d 138 J8Lm Jz65rqii2++jD1uuifyO63qCTjAyaqHipGryfV2fM/E
    s 49 J8Lm 0SSHSaRJ7eOm49YqoqLKtz2NmBZev8Dk+cRvHF35Rig 16
    = MIT-Wu
    d 195 J8Lm yNKDHbVT8+GhgFRnGMFD8w8/Ns+wF4UVH/GAHe0jDdo
    = MIT-advertising
    d 180 J8Lm 3XLAgwIpbwtlqCq8AcUVZ6q2RufleWO6GxJdUZsf4w8
    = MIT-enna
    d 251 J8Lm GCnN8cUEujpsRqSzj836065viovM+6uw2f70EftVFjk
    = MIT-feh
    d 176 J8Lm k7VA3hV+aW+GJIueTu69EbChhMLDGyubULRpdfDDcHc
    = MIT-open-group
    d 177 Bo0Y aEEvzFSOnwrziHfhlC8DbWUo+KJ7uU8kM0PClkPEhTg
    d 178 Bo0Y 4chm7ilJs9C5bjXvTOg6ESoSYvB1lBZ0vRw1R+fQg54
    = MIT-testregex
    d 173 J8Lm cDkb0b9fZoYE853wvDiF8xRUgoYe2L9RtGM21LCUVac
    = MITNFA
    d 239 J8Lm I2suZ1GlDAuoWmcKpisVhSUlUhnpEskOfUkbzOCxDwA
    = MMIXware
    d 139 gCIm MbpTH8Loi9gMeHhxP3nxIWqT5NBhSr7jUZ9o1hBntDo
    = MPEG-SSG
    d 157 KqK1 b/7efibhBGFfZhIErNR1QG5NfMkp0MFBYL62i8EeeSE
    = MPL-1.0
    d 2918 NZ2v pH5GK/5nvngs0KRli97UxxRuTMNktuuGWyFbR621//Q
    = MS-LPL
    d 451 +ZcZ JhWY32Wwpmo2DW7h8lUN1S7NqeNH96XjhtyZ9k2T27c
    d 447 PsMn ukZft0TeBwYP7Q1JE8GRu7lbHANZQUT60MkSouogMPI
    = MS-RL
    d 481 oho3 jQAR7FpWW5tLcBRnHRln2sutpZqwIQ9SAd9yk/n4lQc
    = MTLL
    d 432 UJEd kt37tus8hTK+YWQa6vKmu9+jfBqMjOlFmoLZKOLtN4E
    d 459 UJEd nd7STfiPIQPTtZBmGai6OIb+f/9aeNoMIek8tu0yI7s
    = Mackerras-3-Clause
    d 170 Ogs1 9zXcT7NsudRTzyHVrkLmQMrlSajarWMTi+vckh23SN4
    = Mackerras-3-Clause-acknowledgment
    d 162 Ogs1 oa4yCHABW+x/FPSr4LmrwCEAMN/UIYTkGJYwsWyK2SA
    d 162 Ogs1 7dYpiAqKmlpveslOgtY88ZA9fhsfvKdRaZp0NkFZ7Qg
    = MakeIndex
    d 260 faAc iC6nbFBWZM4btTWLw+D+Gac0F9JkxE8zi/dsegXe4uM
    d 279 diGo QL4LexGBTVywhhqaRysNEHz+buBa81EBbTC65JLiDt8
    = Martin-Birgmeier
    d 57 ZedG snL/ZlTej7eDL+fr04ZgiQOfhthEHYbBmKH5aAp+LAE
    = McPhee-slideshow
    d 53 6VtB QKfUnVkGC0VgB/pX9fwtaw/28+MNQTYhuoP6rBeRLZI
    = Minpack
    d 330 JoCK ZMmDXqz7KYzfQKC+waQisTJYQMqDfAj1D/0AxvwEFwQ
    = MirOS
    d 137 l+bt o8v8zkBH9aEosi44o/G4vpgfiaUq5hw6cJ79RzuNPag
    d 139 2QT4 BZPR0MKC0hc9L9KdnYvygGGYQuLXCIItWZFjGqUeEng
    = Motosoto
    d 3861 xcw3 6uS63OFQF/x19KBBAlWgnxMsBog/70XIwDmh4ISVePA
    d 4067 xcw3 PzciIltDce7rLU6LMhHwfkXE3uFgaPEBiuSgrZ5W84o
    = MulanPSL-1.0
    d 999 AAAA 6iS6NtchyFxNZV9HMVwOMVtOmm+us1a3EXXMTUTvvcU
    d 1002 AAAA CB9Joe0taEoPj2QE2Xh1KVbBqFnKHKIOoZ1FB2/Mhys
    = Multics
    d 82 Bo0Y dAa+sOXya2qKMcmVhTVYc2E+BFVuBJGqNYxwvckbzi4
    d 262 HAow nR1FwrlJW2vJ0wpSkIvrjCm1omNYu7AUEBI07HGPRgs
    = Mup
    d 210 Ogs1 rKwTExFUSmQpUgAYyNOvAFCkrWVVtiet+IpHJXx+PUI
    = NAIST-2003
    d 592 ePa9 KSZ5tkqj+XDcBlOGBhVWvkU68Ky26TDWJAgypIjr0UU
    d 597 bhNx cbr+2AdKDzzRkpKowXrhBI6pu9uTJAcYt2M/VE6ocVc
    = NASA-1.3
    d 2094 tLOt 0ona+D9zDkKk9kFRDpxR9Cmqo9reUmHsYYahppnT3Dc
    d 2091 tLOt cLE9cx9K2exupwyTQkwjAekcEnJGrb5Yg5GHAYlvHd8
    = NBPL-1.0
    d 856 Fh8r CQXbTvpSopCw3ZeNa8zYIaMbecejtoTeJeQg5NDHOko
    d 868 Fh8r hNxJGoXmkFCXti+0rae2hs/iVGzpP7NLNM5caynYlwc
    = NCBI-PD
    d 166 71TC wBKymW5bwKb7TxkzegeD3aqA6RsIcgqFc9ICDKkNwRI
    d 156 71TC ai5RKtccY5wOeJts8qTlSXqjin7CsSNbBngvblEx8VA
    = NCGL-UK-2.0
    d 839 bNFO 040aiZbXlKLy934HvmXD91tCF8uC8zuzYjA+R9YKocU
    = NCL
    d 197 G8G3 jhnlmRyu5N2buoHm8IuQ05MePfR+EuIIE+4wWVaF1XQ
    d 214 VDZn WiUybiqS4hu2jlUIBWofxBwuOcdM+MQUUsA+tR0uL98
    = NCSA
    s 118 J8Lm u4iDe3R9CNl25wO6A7KXMEZxvb3lUs91X6na/kuPv4U 9 10
    s 125 uGVf XCz40tZhS+U+D/CcO3RBkLwBtfzd+RuztQFpM4xLXPQ 9 10
    s 132 vStu fWlUusdclOgVrLgOfRS145XT/l1X8YbCLuYofZPu1Dc 9 10
    s 9 uGVf kEY6bnqS5hgj74wKj2ka940JpXnGB/7ZA8VSl0tDcNY 11 9 10
    s 123 2EZl mU5cB3xwaHlFyO4abA14G5OkrSofrK0ZzCGyZBBQ1bg 9 10
    = NGPL
    d 795 V9p7 iL+n+bRYNO7k52Iwz7bMC67kHjxHbm/t/ZDzu0P711k
    = NICTA-1.0
    d 455 1Pnq 96wgygN2IS89M9LVPlpr/+5fvNW22pEPgpo4AkV/jZU
    = NIST-PD
    d 161 2wpE DnVsfLsvSKAxFfQEa+6L393hVsA9ch4OCmEtc+fpqJI
    d 141 cWFP gzjiZIUkD429CQoFEBsKvZMXk8AqSTG7T7bgrnz8XRU
    = NIST-PD-fallback
    d 260 kTvI 1vHWtDNJr4wuksxqbqLD+5qEKrS6HV8R3pLAxnyx8CA
    d 263 2wpE s4vQLP/DMNUmmItIKLeNhFnylThXIqTHY8Nxb91Wb8g
    = NIST-Software
    d 291 U+sm Wtk+F7A65l2Vl/tmKD/M0VqwVcotRJtuqQEL648B+zM
    = NLOD-1.0
    d 1342 OOJB FS/owKJ3/hIKeVHIcoXxaAyW5zaLt2ALMhia0qMAx54
    d 1344 OOJB G6xKZNeOqWpUgB5S0FNWrbc/svSC2vsdq9J4LAs1cAI
    = NLOD-2.0
    d 1360 OOJB C8dQ3IswKIOAKMOqRzWMCwlPaA7LYOiK/fsRTECiaJk
    = NLPL
    d 41 C3T9 4stHTiYGeUu2z/QPiZtckhLeGfvLrCwG+xbUmWS1bww
    = NOSL
    d 3945 4AFV 2SCxBfSGkK5zJ480UaSufqRtq2/q3qp6A8188TOi8nY
    d 3930 k6m1 0YkJSu0qIDT1sXqcCDOGOpgf1zVT6OzcApg9nW/H194
    = NPL-1.0
    d 3376 Rd9s ehdm2Obq1MCwCHzWrEnauO4vZ9NjGXpa5WwZrRXFiGw
    = NPL-1.1
    d 4458 Rd9s EMFh55UIVSdhU34f3Xd4s1Wo6BESTmJBlIFk28+flaI
    = NPOSL-3.0
    d 1908 j5Ba u8cF4IBih4qi+ZzhxaUoQeQHoc8LKihaDWlsWM/fAUM
    d 1905 j5Ba +0rx3Tz+m6+HwEED9QTrJDJl9ul4+Q+UWerLq6WrEz0
    = NRL
    d 499 HFlw J0kQ0nYIsfQNTAtvZVzpeNCn+qSIbfuxIlmA35WLpOA
    = NTIA-PD
    d 328 YdbT Fnc8tzc0oTGRFpf+NOTJr8rudGaYCjgBD4TS2/pFlKU
    = NTP
    d 94 Bo0Y yGWsMTpn6rZpuwf1ns0Cy2Jnup7TFVvWg2eTCmo+vbk
    s 49 Bo0Y Q2wCLc5Lq9UzXTrJCZXw43qQtkfOtVkrySUC2qs5qyY 12 13
    d 94 HSN3 5fwIFTI6RrlKhHdT375D3atV+CCfeO+SjFJZTh8IDXo
    s 53 HSN3 w9EjcqSJLEQVn73mc8tyrbhtMizxSsQyR5jGjKhDsBU 12 15
    = NTP-0
    d 87 Bo0Y +bNkC4zinc76f539eJNw/kjvxiBIMxiAd4795s6GAPU
    d 76 CfsS ADYgab8no08+k6J5Ie+54HpAGpAh5HMPxBChlT5TkeU
    = Naumen
    d 302 kKwp iRfgYP/0e0mz1Mv30g64m3Cb4zBTtC4eVWfMMpNTZw4
    = NetCDF
    d 287 mL8O 7fR/FtImTk2t+JCU8Ev6yoMxsor1rVwxfkWA4iQxHII
    = Newsletr
    d 75 4gJN xlJtwA8xLOXtvptUn8USf2pRKlWxchmgrXJZq6WXKB0
    = Nokia
    d 3329 Vjjn zE5xQjXFhDCBg5gT1L/6AGYAAgLDcHI3uVfI/1xTL1E
    d 3331 Vjjn hzcyGak+0mpp7h2HQ/nuY2VOwxh9VSUCFQlKNvRatW0
    = Noweb
    d 190 arMV 4RkIqbXkSINzis6NQ0kKjgw7mUIiY6YhyUKT+QMiN1o
    d 201 R4dr uyJIoOYeZqAT/aFuXgxeOwCgyiFdmr2uMVJl19SHAuY
    = O-UDA-1.0
    d 589 aceN 9QBzO2Dt0BuK4whGb2gP9+1BEjynGVw7sCqhdLuViy4
    d 594 aceN CHB8T34NODSv3wPxe1HH60BN8OIQO5Yq7SDGW617JPs
    = OAR
    d 79 Bo0Y em6l2nu2mfYQhc3Cjjl55MkXgk1rCvdzZkCXMusBbEo
    d 85 xsyw Xk00XZ/t7dHkwGlt+eWHGVxE4HLPyJnWvX5q07svB28
    = OCCT-PL
    d 2209 Uecv KC/hv+CdMWkdd+8x/Ov5DSBpW1L3Z3B74BiwQdYdE8o
    = OCLC-2.0
    d 1718 y1ZW /R5vTX2GKYY1EeMmd5rahRGtl4Cr7pr4ARHENP2yr1w
    d 1717 y1ZW 8DpdsP1pZ7sPQHxSATQ06wNJMmuszOBUqmTMHMYxgLI
    = OFFIS
    d 140 ETDl dEj88mzFSJPaiPhTrWS8aSUMCNS3WHShVcQz4BGv5UQ
    = OFL-1.0
    d 615 bKTa VC4QElJR++PNX7TL+8NX4B+SWz5BGEp2RccyR+LGWaA
    = OFL-1.0-RFN
    d 682 mykw eOGt+MJbXZuIdpelYgIknUKtmzWm45soqjxPsaQJzFQ
    = OFL-1.0-no-RFN
    d 668 WmG0 iqKfYOXbgT5CbNp3rqzaH9HmZ9eY1mwnNkwdnwB0Z7A
    = OFL-1.1-RFN
    d 694 uUyu 8WUZou6+aT1nz6StDYJmCnhDbRzW5W3f7wne36LylRc
    = OFL-1.1-no-RFN
    d 688 WmG0 vsoe/t45KOxN4E48u8BhVqJTjwbl2hdKya+Jk68thv4
    = OGC-1.0
    d 338 RqTE fR2DjnOdp8mh915l+HS5hBRXuo5zc5/lnrcnE0XHCtY
    = OGDL-Taiwan-1.0
    d 1118 BBX0 KtkKoB6L8rWhmq0qlGN+/G3NE5kGOpq6ax2PP9MFCoI
    d 1302 F+Ff shiZz5kZKeh1ODH0rh/VVPCEawoD2PEbXLHqRp0zq0c
    = OGL-Canada-2.0
    d 572 uptd HqThen+uOELHKiEqdQdBEsyYrbLDJWBUZoipuBZq/Lk
    = OGL-UK-1.0
    d 926 mKQj oTzTIp61EHSHI6fMz8eZCL82QgGlJQj5iArVwx5jm2k
    d 931 mvNW DcXgja+KpQgvdHMXN4G6Hdd2b93vVR39Ru090GGCNWo
    = OGL-UK-2.0
    d 924 mKQj zvP7IiyFQ1oiMpXOAg0VS/ZuWe5ehyytaMZAtzY9Rnc
    d 929 SitS f5U3UJS0GCgsQtxAMVKiwWq5tN3J7n0Pr6LTlGK/nr4
    = OGL-UK-3.0
    d 969 mKQj YG7NeVq7i8dyfX6ijbzH+OClgWbZxpSAHRSunfSuN8A
    d 974 KsFl ASSw42J+kQzNVDZeeyUjoQ+iQ/z99r1OrN+5OXHlFbY
    = OGTSL
    d 842 B1WJ WhZ++EeUJ6x22x6bKdQCuI7JD/ylq1UQ4JBrfhKkMK4
    = OLDAP-1.1
    d 856 8m4g M2cfP/VvEtOTjvw+dcAwNsQV5y3v2RYihvgMB5VAvfY
    = OLDAP-1.2
    d 856 8m4g zvXR0r8nBtfNnY8ZBW7lrY8QTPXVtCcQxZ/90j83g0U
    = OLDAP-1.3
    d 919 8m4g K7ZdKxMF5AtIy7Rzx14J3gHuSmoZvMVOhNyXySCf0iU
    = OLDAP-1.4
    d 932 8m4g Z69c19WGpCHqtU/0ZZ7ruBktPLpqOTp7ADBmISigNSQ
    = OLDAP-2.0
    d 282 8m4g 2u3Kb6TNViBFvNUFdFk5qM2AhCklR2FOxEOXjvrSIag
    = OLDAP-2.0.1
    d 282 8m4g xq3bWgUQ7AImbAGYf+AWH98vpDRPGs0LtxG6PvcVCf0
    = OLDAP-2.1
    d 321 8m4g gTayXRZkIt6VqPZQnCO4N2f4gMRP5qIVcq+aUSwXIEk
    = OLDAP-2.2
    d 330 8m4g gXUWoRiGNlgbtQCpKOZnogrfeYrf6HtRX7ri/EbLqcY
    d 338 8m4g D5TumSzBmTiRLy7tHTb+wUBGaF+zG4F7ZeqBPRY580o
    = OLDAP-2.2.1
    d 333 8m4g d0bfi/95lHH9WqDfq8CpeJ/LRXF6bQZcD+tPqKQPArI
    d 341 8m4g IB4Gz8GY7/eBFmeMSrIdCP/6ovl/RAGebyVdwXvIn/s
    = OLDAP-2.2.2
    d 335 8m4g em1fRqHr2Czj2gZv7PrSNp0pQyJjOaz23CZd68N7Zig
    d 343 8m4g voytYTMacivOzBYmaxva96XcTCZbV9F+cvWx+0+SOn0
    = OLDAP-2.3
    d 334 8m4g ZTpPA9dl69ny1yGGd5VYab0HTYoFOlfdI5nRJ1XiRqA
    d 342 8m4g jAF0OYad0wQFH4xH4Q+Ia1vTItVlixisM4pguaQ467c
    = OLDAP-2.4
    d 314 8m4g 7VrCAfzcGNtvtEFgIyM7prcEWbM6EsmNAS/sPG6bXmI
    d 322 8m4g buPlpqGFWhSz0IDSKqHQi0D+tswruyY5kAtfUm9RT1E
    = OLDAP-2.5
    d 325 8m4g wUsNi27f3jygaMWlCTe6GHmC4haCQ4rxG3/RASXORnk
    d 333 8m4g AT5dv7nASKmY9eI1L1XG69IgopOmACrV9MUMsp0jfeQ
    = OLDAP-2.6
    d 313 8m4g fXH1xbmLFEG91Z1z5CxkHGX6cNKWFldGxZD/NoS5WvU
    d 321 8m4g tViFDmmGNEmfBEWrU8wdyCj983AgXZ9N0FOTjz/6cyA
    = OLDAP-2.7
    d 326 8m4g umkEzkx54v5jUJME4FIOWL7yOGGcBdHZ1u3ystMlqb0
    d 334 8m4g cCpXTmcTaDconEXyweeSQpIaRK5rzuL6DSOTaM7EqYA
    = OLDAP-2.8
    d 326 8m4g fnVh9DdHkBoLSn/3tjywOuWCTD1eKyeTheX10oDbyUs
    d 334 8m4g ZjytTnj0J6YgSrZH536DMGrjPVAj35UA4o0QroWuRGk
    = OLFL-1.3
    d 1786 K1vh RqBoqyx2iYgMmsoJG1TajFitP2StcHEgwj/E6SVTFIk
    d 1791 K1vh gJXh1eu30pg7pDk4ZQmfUfqB72ZJRiOFmHZaIiFRF5k
    = OML
    d 259 1HWI 90/OkDUr4z0Vw5S9Ni23rfxbfNMUZSzpWwEGZxgAbGw
    = OPL-1.0
    d 3285 +j3Q CvajRvqPLFqnTi0lHGGyvVcWyClutp0vVJLFjvCc3mM
    d 3287 +j3Q 3ST2hONmt+FxGZmY7TeuHIt34e1ftEWlAkdew5VM6T0
    = OPL-UK-3.0
    d 680 BWN5 G/1pFfEAX3QTOLqRf5qT1GhNI7Go+ALynZKThuSf+QI
    = OPUBL-1.0
    d 817 e28Y DXk9lzrTrsnAKW8zm1SA+AUAV94Kll3ilQ3dkYBpKR8
    d 975 e28Y nixmv4Jl6kX41ggo4c+4GWfgAVt11YI0hsLgEas3E1o
    = OSET-PL-2.1
    d 3210 S2e/ 0Dt51bZ271jd1POFEklHfrf9AkvvFDFjXwksGS6WWRE
    = OSL-1.0
    d 1428 zj7N SYK4qELZOMLx8MsT8TVAQDT0iytiIOQTXmqv4lkVwB0
    d 1422 nrBO SYrlGSf9aDobvR6JqBFb860eEWyeOwk+erHyfA+CzOE
    = OSL-1.1
    d 1549 nrBO gIwGO8uGtHDh52Dqyvmm7r3ByHz34K3DAY9m6a/XfuE
    = OSL-2.0
    d 1588 zj7N SgwsnXJaqIkJCb3ppMGL3EgMJzv0mF7E3kvUosVBrtI
    = OSL-2.1
    d 1579 zj7N Gp8X17qkr/TwZJCH9eDsKh9lDMjwT4RmbBTTCKtO1rY
    d 1584 zL2Z SBKrhD2wSWdMo7T6BWXtB3ECJVWheW5GREBFqs87ynA
    = OpenPBS-2.3
    d 561 26MF J1OybsIl2MWofevXtaBaMxe92niKXqDhqWVpPxNiXG0
    = OpenSSL
    d 854 /3u4 ZqHuQ4Y5dEUytobLz4ajW+a22G0TrGd69J3iisCk06E
    d 795 iRG8 pe8jWSqSBX6/jKBoIJjTBc+mPgpyNSzNm7adC2jYiEI
    = OpenSSL-standalone
    d 309 Ogs1 sVhXNZZaqZHYWCAlkLKH+GNi57E+yWob5fH+kP6KGSs
    d 333 Ogs1 iXjnF2nYA7pk8MYce7Xo+9b+3HLRIYoaUL03YzZhm/M
    = OpenVision
    d 246 Vg+M KdbaxVfdDJSHdkB+T7GwEzVRDGb6gPqI+/QkqwCJ9PY
    d 255 GKjS onM+ZmQvfG6HdLOZoRSy9ZzLpAOqRItjvtQONyonpjI
    = PADL
    d 42 Ogs1 Sp+unt+gJ2KGTZHOXGFJMAvJHGqfiPiKSx4zxoTDPvA
    d 50 mJdn r2++D1xWT5nX+Z7JxksxWlVmQcKOOJQJFXjm+6dGT6k
    = PHP-3.0
    d 451 BE/Z 1/nq5bBA0l3XbV/NIpOBtLVaDBP+N120auybkGg4Xxo
    = PHP-3.01
    d 452 BE/Z ElC4D6MexXCZDvt+zUaOVR6oxbykiPkNwbML1KAt0Cg
    = PPL
    d 3064 Rye+ BL94yyAPWlNiabVtKMIrtMdGIC/FlW4A9UddfauN4Ks
    = PSF-2.0
    d 373 7i0K bb4JAD9eH6t5OgoILI5ZwwNiEytD85Q52E6EJyed/xE
    d 386 7i0K GgQujR3QMADjAdzo/WDigGH068VmURw7MFkJvP+40sE
    = Parity-6.0.0
    d 276 NmlE vvTlnfsHask8hJesTAOT4VFASG/MwFBsQWK2+c+WpfE
    d 279 NmlE PzMevQH6pEnTVz59ZbI3+ZqUqMYkNGYC0rnOmtmuVhs
    = Parity-7.0.0
    d 513 NmlE jsoc+/cqeYn4P4KZLiTGRmRnQ6ejkbuWql6bIHSOsmU
    d 568 NmlE 70JsFP1wy2q7TxVugtBnvoaTIBpukLH/aEhs5Y2aZAk
    = Pixar
    d 1420 TE1d RziQByKNhYFM7f9RYwxc/IwpniD2ST9erB9HOJJtWwk
    = Plexus
    d 268 p7lf 9LWRLuAfF94Pw5wdqBPxP9l9gVjWwpBW7IJPtUwJyFI
    d 266 p7lf 7LR+GnP3gb8lguRuYSbjbN7kdYZl8ge8uw3qbgFMx6s
    = PolyForm-Noncommercial-1.0.0
    d 708 3kGS n+bxHcJPDo0fdUjaTVcPDkdnbpfJem9IyD3TLrTAoKs
    = PolyForm-Small-Business-1.0.0
    d 709 PDmv zIdpsiGKsixSYs+JMlIZD70uWCtAAq43V++EGHamIKU
    d 709 PDmv 81H74VNY9RE30GzK62tZmcLMGDw9qtRI/Qa7TSub1fQ
    = Python-2.0
    d 1530 7i0K 0Rm3+G06IiAvufWgOHTjre3VfkgukWHv482G1AGHNis
    d 1466 7i0K NVV8813yE3vDkgNoP3JXIwytVTFAOiIsxmGabwHtfMo
    = Python-2.0.1
    d 1660 7i0K s7qnEl5CZ03q35EOVw/T+HhnkvGhbRf6f1rCfoghUfA
    d 1552 7i0K OOpraHYLRNvVIa7Y1QoyY3yOxsbzRaMv1xg/a4wsmXE
    = QPL-1.0
    d 691 T1HC hdThobf+Pg7nW/X8FZv37HMXZaMG9FW6GdmortP/mzU
    = QPL-1.0-INRIA-2004
    d 683 T1HC +saTQQK1aEYTp9ZJDfZxG0nyC5Z7Lqsk9YOSMRxJMnA
    = Qhull
    d 211 bXON oXTeoDoxW78pNeZuP/jwvxn4kQZd/YtAPjDhjSa5p3Y
    = RHeCos-1.1
    d 3547 h0hZ cXO+tU+sd3XUvj+v14N7H3X+xYTeW3PEYKDp6y4o4LE
    d 3536 h0hZ MJN04b1fZNaqvo/+mhGqHyZwvmYFgZzQZNU9pEfetNs
    = RPL-1.1
    d 5396 WUHX xrmEFsp6uvwtLgEF0paSnpJRLFtaxPNej+aNKl/ijB4
    = RPL-1.5
    d 4768 Traq F6wWP9GCyGiq/xxoESfvo/swfSjidHjLVUQmI1SnX1o
    d 5082 cYOC yHdJpYyY540iCrpNrxNa4Irjyde3pjNlFhbpjpY3/uM
    = RPSL-1.0
    d 4848 S/3h 1mhusRH3OOlrAv31huZWBWq5psSq/OIrvgoA+wPdw50
    d 4838 S/3h yaiAA+R0n3n89Jn5t9JPnxD/Ok6zXqk7FNdVIqGG/b0
    = RSA-MD
    d 126 wARM emBRKSBBsjA7DI2XkBjC+j+lGYToata+ZahMVjnwBho
    d 139 6byy C/2NlR5tKY2vKKbUagjh4U19HP23jAuA25QbWDcYvsM
    = RSCPL
    d 3415 7tIR 2CCbHxt7wle3aGQRCGbVnPiEZm6yBYKu9gBt1jtXqLA
    d 3404 7tIR kSaruPlhqUy3rqJFq7lqKoAbgLVsVbvukf+eoqY0a+Y
    = Rdisc
    d 170 gM59 LZsmnoSmSO+dDpQ9bmjohH7Jk/T0BVWV2Cq/8y//Cxw
    d 180 gM59 8gZw2c0KfdfKica4UhN5vqSH1Dth7s8phsXV+EBN2oQ
    = Ruby
    d 338 odiC 4Y3w0gVjZ89GnKJX8vd3ajPkjVq4SN1ZQ3c8Hl8xoaE
    = Ruby-pty
    d 75 imSq AcMYVmrKIvIGErmWOwB/IVyqOdzNw661crdwFq/cY6Y
    = SAX-PD
    d 405 /oJ0 zis0i/XQYR7vjtqeAnG3OL+XecMPHO+U//2bpgsSLUk
    d 403 TjgF WLppNa1AV1Fus6Qv4qvEh2aeXITx5zeoh6nSw1aMUyE
    = SAX-PD-2.0
    d 60 jroZ LyLr6pBFa5z68w07w6I0TOtVAiKjCiyxfqtX9ah6Bl0
    = SCEA
    d 1047 st4g JZ5HXNpE1hBqs0L31EdtFQz49MvKaHZypCaNrh30UVc
    = SGI-B-1.0
    d 1931 q70s StP9m0KM6W0yqtEg+5QfiVX2TZUJ8GEM0OwVeDeU1GQ
    d 2146 q70s 8EKtiAP98LzYmKkWtY3Kh40XOWHVCpacEfaXINF8M1s
    = SGI-B-1.1
    d 1886 q70s FgpXA6NHkDOWDPoCDMJ8kWkVfubHOq66ihvhL/Ic5C8
    d 2319 q70s M3aSxcwJ/wydzkEvIlVI1TAuIXlHiD6vlSjEX9JZ8ts
    = SGI-B-2.0
    d 217 J8Lm WO5/ybyrVHf9fVVU5iV/i8brI8kqCBKaEwKPVPdI5Tw
    d 240 q70s ZUSn+cDT6ehMzobpFcJHjZBkYTSFXNkKZJnILC1eaYk
    = SGI-OpenGL
    d 286 Bo0Y DZ4S7ZfMsPcXwgO5A3BCUxaR7NbqAwCxh3NV+uuHObU
    = SGP4
    d 61 1Izg U4FP1pk88eWWFfWvPhYUkdjpJQKfA8H0xyZFxSTHA9I
    = SHL-0.5
    d 1604 4Tpp r58JBun6eeF4vFeKlNfaXf4zhVJ+6kMBKVmpKfDSFBQ
    d 1609 4Tpp tAOc97I5DymWmQwoV2zQ2WZ6wwNqjqdfLSs8atRM+Q8
    d 1792 4Tpp nOm8+rf6CMSDknbhY6MRYDekuznKU/aE/SVIJrbcm08
    = SHL-0.51
    d 1607 4Tpp kksxpipn2UW+NEhE1Cpdeu1xQjMylBvAwurzuWg1ogA
    d 1612 4Tpp PHo9TaaILYnuRhF8WhMdAF0ahEESFoJx1fxCRFofC28
    d 1795 4Tpp 22UtUc8zCf44lgyQpYcQoiEigz+Nav4DSo9G5nnfxQY
    = SISSL
    d 2382 +0mV ka0ba8VGDuVUWdFf/q3l814Dt948wlG0KCeEW/Mq1UA
    d 2337 +0mV jcfRJH/xE+Huon5y2plRZqVCjvGsR88rkyZbFEi8Thg
    = SISSL-1.2
    d 2139 +0mV lQEQ4jzUKMKeb8Z4UnxBzy0JqXjVazpJqZnrtHzt5/E
    d 2039 +0mV xjbAeAbSrKCQ9dAxBZ73Yj8DJjc11hkhmMgTY6Werrg
    = SL
    d 45 PC8K JPNHjcZM+o9m6CCN4lyGyIh5iMk7fD3Mctj8E8oa9MU
    = SMAIL-GPL
    d 1232 B70k gcEklVB2GHs6BlcA3ketxIdXH8MwPSSoLYBdJUE11hE
    = SMLNJ
    d 152 Bo0Y 54CfiNKT8pKcEkxYaIsJ41vCboN69YdnlDFqZPcG2wc
    d 157 fu0i a4c+M6EEg7JZyoCY+bx+Gp7BJ1x4otO1UNlPxAgVO2o
    = SMPPL
    d 510 41os cmT4z1cHtn1F6CGCmRnkAEq0q0YC5wtJzgZ+TCbIwIo
    = SNIA
    d 3529 XDOG vGjUjw5OzXqL5P6jNrrdg2HsT1C8hz8QhzvjbTJcv2s
    = SOFA
    d 559 tzA2 0I2C6xwGgLMksP+dN5mMn369Fhf4OsEob09H9wPV8f0
    d 569 zmfo pqUHtaDAwFsA7EgYbrWQptUpFNIuvKW0jSGGq7fmZe0
    = SPL-1.0
    d 3750 2dMh 6tCDPmFuFGmcRIRTCpZgebUchFzrFDnH5nhry/XKNwY
    d 3756 MPfB 04AplBouRQFugBn3OV6k/u+2G7swkPRtOMWmlBIIfMg
    = SSH-OpenSSH
    d 554 NUqu rEUiAybszP17q78zQ7ElfQU9u2iqJevAml4EZgBUb/c
    = SSH-short
    d 61 NUqu YDGoJN1QYNlhN8jdVgeO1Uib51eyyWIqGj+NCI+YEgk
    = SSLeay-standalone
    d 457 xB1E zIOSVhivJzm282Rs87jy4T7CyNOrqKP47FpXyrRTaSc
    d 460 uDXq ArEWlBpkWtR2vb2Zinw6Bq2axY2iAEQngigjLbxSnEI
    = SSPL-1.0
    d 4786 djPq vGcVJrTXasCpx2kv3RzNxqd9Kur0hJ4oqDSmnNk6NqA
    d 4791 djPq S4eT6aKmTgO6bj90nFzEVDF0fxRjvtFhwTQvfBbinM4
    d 4786 djPq JhX+6zsNrOnsj/hEQ0iU2Gik0g1WdpNQ1uW5LyY99ww
    d 4791 djPq PXClBkMyhsEd8vLE8UidFmDa/vO4xsZUciPkMWp11PQ
    = SUL-1.0
    d 589 lmYr l2LrYusrM17sKJegF0J5v9DtzMhSjOiT05bbel0spDc
    = SWL
    d 335 u6CJ KtRTgfuNZw9PQVH1rTMESwQB5YAlGTdZ/QWCkYk2yPQ
    = Saxpath
    d 304 Ogs1 awYcCDOAMnWyjHu9+leqUJH2kEt9O96S+vl84gNG9Tg
    d 304 Ogs1 cyociFOOAgSE2+7uEPohYvXhSdbHYMat2rFoq2yXsXI
    = SchemeReport
    d 50 W3Uv FiArAw5V+M5C7aFLgRFtyFdl6PV5fVLySB5DgZvfi9s
    = Sendmail
    d 581 qHqT G3xmXXeg9qxjdxz9gyKirpFUznyWil5+ejwQMMpg9N0
    d 586 qHqT opkJUfMqyOchkqTjtp+MtfmFwIVLYjwpacehU6hn8xQ
    = Sendmail-8.23
    d 591 qHqT OKqiIltT/6M+HC67ian3ML9VeDSJFZ4yoYE/JXA/7No
    d 594 qHqT FjTzbvYw0TaRp3hYfJ8RVNKtWUbqjx08gJoNdnKiUwI
    = Sendmail-Open-Source-1.1
    d 630 E9t+ Jdjym+teWyxxCJhIl78oc3do/7ThVsb98WFcnRtN5xU
    = SimPL-2.0
    d 435 0Bu4 ukCI0680Tg3qEAK6vG2pEoO3q0XjmqRAwa+YSsMmjhw
    d 439 Bb+4 zb1VqqOEVj4gbOwwL5z3SVhySOyFjh6V2eX6gAq+DwY
    = Sleepycat
    d 287 Ogs1 Yf2usIaEZ8Oh4FhimTMRp2tbppV8rpht+MBCQucy5G4
    d 718 MZ5Y HoYYVPIE8K7Qxm1tl3FT/4CkduoMvVzIe8ZPK8bDER0
    = Soundex
    d 59 MN1I 22q4dO0XpcLI9e5E8OGOhXHVwrFByIRbvC8x/5BcDto
    d 64 MN1I 3u4qjuRTLwIPIgOWgPkSoBhDjNb+qeKcS6N4dGHp/kc
    = Spencer-86
    d 88 4gJN /doK9nomLEmlDSvzqy7GH9crjhT3qzCjN1rnaIAlVSI
    d 104 Y16w SO4ydvU2j0P8WubtxUNd7I+RzBbYLOgfE7JZPKIOwMI
    = Spencer-94
    d 147 bGAI X7o/En2OMXBVlbc4My5/m9HcXqU21Q2et4gjl5TGFME
    = Spencer-99
    d 203 75UQ rHJ7PsIeg6W6Mzh+0/D3+nvgmExDUsRHzkVhsU88CUA
    = SugarCRM-1.1.3
    d 3977 dC9C EC2FJTPU9OJXXolvgSRl2bdrKEi4ou/6LeaLlXiICIo
    d 3572 AAsn 00dWkcX5j81ZJz5/CYCWdglj78wsLjHAlNhJLbPv23g
    = Sun-PPP
    d 86 O2Ao MXTrUmQ8cSfYBO4uakshaKI/xA2+tVK66Z8o2XKHHEY
    = Sun-PPP-2000
    d 83 Bo0Y 8CZPHCM3EAlbOP4X5rMPTnTjX+qNY8WTM57O4NM3RNI
    = SunPro
    d 26 GWBg Zkydn1QiTJyw+jAQfLnV8Nt0WOqJenx7fCJ0sSbcEHo
    d 26 t8EH nNZv6vXCo25m1DuDJbjN/dUkhjsERk9FVQajqmwigsA
    = Symlinks
    d 82 zVYX wFbf29/hDERr95GLZC2joNrpJi2todlVVgP/NecAg2M
    = TAPR-OHL-1.0
    d 2166 gtNo QMJVYAjh2zNa+ayRo2RAYw8hjJcHqDHhRiXo10tOgMo
    d 2158 gtNo vO0EC2FDMqekWgyqDd6aWyTa27WXswlNvvZ20ou0CYw
    = TCL
    d 346 9z6u W0r6+4Y4F5Kd/gjjG1P/JHPoXXaG/wnatF0yk8ky7pM
    = TCP-wrappers
    d 132 JrC8 kvX2reyQyLX3jdDw4ojco+AcnAfCCSriZpLTswC1S6g
    d 95 0qIg BKFqYh5BY15ADRKWAqfDUURN8vzJQamdHjUMrX5D37U
    = TGPPL-1.0
    d 1636 pp2a 71laguhRc+CtY1CeZAAykvc4j6kJ+y+FTOt14oE4HMg
    d 1641 pp2a BERnbmyyqEXre3Pnx0uR5bysgvsNnNrEDek6O3H4Hd8
    = TMate
    d 371 1/52 tiOvfoFs2k6HECCIQ/IcvP7fx7ro8xg9tg5sRux5ZZY
    d 376 nAp0 QxnKdz3LlmcZSQTY3DG5GtcpbaM/6FGXxloCNdkgZMw
    = TORQUE-1.1
    d 609 ZVi+ TWAjWYE2A4p5I6Swrduj9d8WuCg5pjuH0A3K8e4yn/0
    = TOSL
    d 307 jHPY l/FRByJ4rN18GMdKVR3sV51TzTw6ncZ+DLFSsQ1EJV4
    d 318 jHPY iPMRGO6XT36yfIuPA11ArsXTBTDYS64pCcKJuKrcGDo
    = TPDL
    d 26 DvQY KSFPs9sZP/SWgcjQMoa00FE+b1L4FGFFVjKJU30m7Cw
    d 38 ktIy N/25AZ9sr3mFVhI5RpOCMNm11UvPWTeSyubKviVq81U
    = TPL-1.0
    d 3859 DlAh UQrsIQ8BfH6q3YRAv8piK+/2kQtrzFvX3CEm0Qit4Ew
    = TTWL
    d 43 GvWJ o8qaeb7B3tD6gj+Y1qEaZrEvc/UL7Jkx68E5fVbQs/U
    = TTYP0
    d 242 YeFR RWDH4Inn7OuDGALJGsaAHHDAx3fzOnuf//KEUQo3lio
    = TU-Berlin-1.0
    d 91 EuNF KQ+Pl8ynOApMdJvsGLKExGwI6DcYMxf0Japfya+1jc0
    d 102 82Bo I4PWSvBIxWLj62cw5Tf1ZDYZDvoj+W1w64rFxf3OGTU
    = TU-Berlin-2.0
    d 192 EuNF jjgSd5xJgJtDU6z21l/fJi8XlFiGF0YEXEqG7M8XtlA
    d 213 82Bo /PAtLG3hsX58kQJgefQ0CvBO/BOg67VCVA5EF8x9qx4
    = TermReadKey
    d 15 WHgT hXm1hEx1v3nWigdwkVWiI0X7aBBrBbQ85gdNaPDdjMY
    = ThirdEye
    d 37 j6Uz MJTqf9P+m75dJoF1SqD4aUn0R9e/STihkmxeT2BvMaQ
    = TrustedQSL
    d 364 Ogs1 z5VFam5+rcUnBbgMJR0k+Mtl+YSjzmNOlUUCnew7Ov4
    d 380 z2+8 5X5sYE/2MyZQDcAI7etIxd8UFgPkhlyCNomIrQd6vRE
    = UCAR
    d 273 kTvI YJd1YqEysvsy06bdZ2LlCR2iMV+9DrIqql7Binl8J4I
    = UCL-1.0
    d 1682 VUE4 Mxz/mbcZxXYYMzn+tS9jI0Aj5ZDWuG0UzdKFEXER4B0
    d 1687 VUE4 cQqkJnuKp1G47xS2lPsKvIigrWGgNcCjZkTtGMG6nQE
    = UMich-Merit
    d 163 Bo0Y oT9SoVN2i9mujBD5sHF/8LaHBYAyHY6rdo/rQdrwNEo
    d 182 9CVz ir98Ms2f6+/rbeOXD8HDDFkSM+SzrnSj5wB0e3jHGWo
    = URT-RLE
    d 125 9z6u Ye6bDX2YBIHnFjuzA7T62NXY109k75rSsUf+utG+wLY
    = Ubuntu-font-1.0
    d 741 Sm50 GZOvCxpDKHFydajksHwn1y1+cBXiz/6Npv79HeTmDvs
    = Unicode-3.0
    d 260 uFdz /zeBsO7qnlfsoGOXsObjQh2u74vkMIId4sjQIoAmI9w
    d 317 uFdz UxE6ObeSUQFs+SuDSPMDzuROT67h8jJTZ1SrxmndMsg
    = Unicode-DFS-2015
    d 464 knBG yu0v+GZ5C8/qx0NfryhDQlQrLEb/Aw7EZcgAdzd4V3E
    = Unicode-DFS-2016
    d 457 knBG LOvFueY2clw2L5s0wP+1X0JYC4860NxH9RpL0BnBWD0
    = Unicode-TOU
    d 986 o1mU 3R2+7+A+Z8EJ5pD4EvRgOYrXpIuTV4q7OIrrIIly2y4
    d 988 o1mU uBMR0tE0YP/PYCFjFJ7zNzbmooWCyQyzuICv8UmMNm8
    = UnixCrypt
    d 30 Bo0Y 53AhTVf2XQu5jimekU9wMUbI3OykJaqXaW4VADhJtmw
    = Unlicense-libtelnet
    d 66 ZfND xlx9KXNeKLKs4E5PL9YlcBx1yk6gB37QzEXFlhucFfM
    = Unlicense-libwhirlpool
    d 76 ZAtr Z7YDO4Tn5sGZ5Xnd9tIWMhLG88U50k2xHRwaVvb5JsY
    = VOSTROM
    d 449 29RR dqQt2I0EEefmpRhimTpyUyYocHr72bO/A2cIKvgGWoo
    = VSL-1.0
    d 350 uvrD oR8+DSloOralgNiBvX0r3HZnOHRP9OPZT2rtPW3xKTI
    d 298 uvrD l00ZFIZiWMJdQE4obz+Jme3w5+D2hTLtekwJO8Zr+Uk
    = Vim
    d 933 p1n7 nCm8ifASnZ4L4Ijx2Ha8otLV/homT+eNMb1t8ZflUtU
    d 775 p1n7 oIT0vXMYDs0AW1NnMv2DHZ0zVfUkLeAYNVfvIZSxQP4
    = W3C
    d 276 aU9p nc1OpHgXsRSzrqgBgRlSvj87oTcE4WyuGpVo1ngYKBE
    d 418 8Min r5WQBlk3HLMrj9ZGMJySRuRLOA1JVYuTyxxTvV9f+pQ
    = W3C-19980720
    d 457 8Min ozjTjGFeTiZ/zZ6jzL1aWcVPeKTsKkGo6JEjGKw8NjQ
    d 471 8Min NizBeKijspGy8iTWjIrUKdfziJPXe6Cie2uaKbIAie0
    = W3C-20150513
    d 296 nZSh Lvkc39d1hTqJBiZwY0690Cqb1iMSS/jWYFO4f/2TCTo
    d 280 pmgz Odokz2xpTO+zm27OBEk6XYCtspTw29QUXhWiPjV1dUA
    = Watcom-1.0
    d 3400 t4b8 2uwARMUdqZhU8iOs2mpH1I7ikka2SMGfvDqEUcjYbr0
    d 3398 QijH zpWyXWqlxummDRMEYnX84UjCnj3bzRODLSBvUv1W5r0
    = Widget-Workshop
    d 176 Bo0Y OJL7bTbWbPplIQktUiIYxoXV8SBDfPh1qnEjgnqptNY
    = Wsuipa
    d 90 DdjI Jb1P05x7Pie8qhJUbfYuvi4ZYoAZ8kDzGSx+hlA4ADY
    = X11
    d 210 J8Lm 1ZYMzFqgIlJjILSuFGoH6mHMdz59XbA8InsTl50riJw
    s 121 J8Lm jsisD9BqjfastS1HZ7bs1N3aRGJW5QqJSHBUszKouus 18 19 20
    d 211 ebT2 BIxcc394ZPefVYP1qESvsFqePLqFxLpBoouKUnSF6Vc
    s 122 ebT2 pPzlIADObQ69YlV1yAm0eGPI6GfqI6wDWqcUmrgzZ1M 18 19 20
    d 212 fZYR KCxhs55AYDGyDQ4tFsZABtIZEseOpdRyyh7Adhj8Uho
    s 123 fZYR h6JrfypuQfvLelHBs0qg+L2H2ZHHr5HlQ0cJDL+QHHo 18 19 20
    d 212 bk5m u48fH0DKtN9C5hqQPhevHewiUvd7C3w2MbM/UaODkLQ
    s 123 bk5m qjw86AOthTw6N84sSaqgnLt5ckX8YH4uHWW3q9ZcbnE 18 19 20
    d 213 r3kf 6j6ZWY6wVwTIm+UKwvNAJyD9x0UTD0DROW1pbX/mbWQ
    s 124 r3kf g3pg+wQ8rXM93RHCAvlE/a0uSTduEiUyiQu+ANoaB9Y 18 19 20
    d 213 zjr5 Ng3HenIc+VfGyv4V93VBitGNWMkg9VrjjOd1/XK+CtE
    s 124 zjr5 6B3nAw/GmXXXwktJi+Vv7md2WT6EAuvrfIqR6hOAvqc 18 19 20
    = X11-distribute-modifications-variant
    d 202 J8Lm e846eujAm2SetMy5ubtEhUgQ17Xa5jz/Vigzuj2m8lc
    s 124 J8Lm Ov10N2xUILElaMccv3Z5cwDe4UNdxdVqkPiLR9ZVtQo 29 30
    = X11-swapped
    d 200 J8Lm fNlmAlCTKrf4/N7whEQiMR5zzZt5VD3k3k22HC8NuWw
    = XFree86-1.1
    d 349 J8Lm xRJhWBq+/77n/p3pVGzGCy3tuDfIM0SSRpuACDwQ4gs
    d 354 VC0h 7yViZSqbxm9OEiPTbJO+eXYZTzFgQJqoUTevG2tw7iw
    = XSkat
    d 94 e60P iuPQVU+4PLBHydLKP+jV5kcqofIoV9sTOlF6hq9qr1A
    = Xdebug-1.03
    d 409 h49o FwkRZm9VBYYbvJBUpiIGxrG99Q9crTikuaMkIruzi3Y
    = Xerox
    d 134 BB1z cdrdvNbf7DXDbTVQ5+N1kQdP2K3hwA6v+AMgBWAV70c
    d 134 BB1z QMpuZodqRZNybEhXeMc/HMst4Z5vS98MKYKd2cMGy5E
    = Xfig
    d 81 BgSd ZI4L2WEw4fk+d++fcijE1Uj3xIk8G7pi8zJ0uRlZGIM
    = Xnet
    d 189 J8Lm AofXJT+RNnsFPT6ZR4isi2Ugv0OcEppRJGwvXlvrnvg
    d 204 6r7Q m8/FnojeKmp8iUVrfC3ghlJluii86rNkg5542lJ4zAQ
    = YPL-1.0
    d 1466 Lv56 cR6krIQlpJsHj5ytD4coJmQpE0RVMMIHyfo17z6DTXw
    = YPL-1.1
    d 1465 Lv56 hLns5AHL0N66ZK+id/A93SX22fwLq5hcYO7xSqpcXuw
    = ZPL-1.1
    d 421 i6sV EFKgRLddANA+rQ/EYGapkbGmW5Ef9OooFF4LLhVFSrM
    = ZPL-2.0
    d 331 WC6g 9D112c2F80wsflPu+nf4jX0Iuch2pRb+1nBrbEInU9I
    d 351 i6sV OJ50VS5ObN9N79xYEVK0mpICAw6JuxpchfU2/Ddf8W8
    = ZPL-2.1
    d 303 WC6g 05vM3WfmfayKi8SBShKrg5X+77305FOQoj6XVLPem2w
    d 322 i6sV zNrhxwBhUbqzjCokPDf4VgPe24IO4GIpF8A4hOA64Mo
    = Zed
    d 42 rUPg /QgMG7nTrmpORQCo1PMGHlX9fhGI3nYAQTsLBlCDyg8
    d 47 Hrp+ D9sJE5RpQpZdkHBP+zxE84Xh+jMRdTcLQ09CVY40GuU
    = Zeeff
    d 28 pF7A oHHsk9hueoBuMXsKdxN8MbOjL77opDjSghN6nEJFlKc
    d 39 b1wl WrE5iGb/FOyz2W6DcqZ3UWaB26RhPE7eusjLBQuOZq0
    = Zend-2.0
    d 374 iQbm 1hYaxyBRr/L2f5D6yIkOtcjZaso2wmRxi9GAMIAEVfc
    = Zimbra-1.3
    d 1466 0vIX QZZl2zYN+Y/Dn9YLa0udJkoIZh5alIAzpX1EIdElvzQ
    = Zimbra-1.4
    d 1454 0vIX P/QZvSuEiOU3yca5qM470Ur010ehfF7FUdaD8JLud9w
    = any-OSI
    d 12 i8hR pSv4xBXZbMHh9vFpGZBScAb8D7GWvQ8BTX7TCHh7wlw
    = any-OSI-perl-modules
    d 102 imSq QMDiOpgqYPkKAUJlEeQbpp/UFZlDtUVJFi0d6BiVahQ
    = bcrypt-Solar-Designer
    d 90 laCh qWg1CDauaDsj9jKlv+iEHk7UJQ4d1k4dbg0CnyLB5t0
    = blessing
    d 44 eAUw neuosk26i5fs2G1ihmiUv7d1tKqRPB6EJrqCwVMfRTg
    = bzip2-1.0.6
    d 235 Ogs1 cvxGz7MUPWZ1x4mmK0VJxTPQJQXP/KL3RRKIGxS96Pw
    d 271 wsxE DxnYmLVMHsFN+/UQrDvDlSKyZ0dfWJkGBUNMzdvtvaA
    = check-cvs
    d 19 4gJN ZK709Sr6pBZ5Vz6iXdlAxHtcYe5ZOU63duOPKESPgLg
    = checkmk
    d 60 KVnA ZbdT2y/rMsnlplUelhoaF/mQiUjAfyqtqRo/aOdriFg
    = copyleft-next-0.3.0
    d 1534 9A49 LvYXLXCAWrErFgfZkvTY/Fh3nZKGh6Gep2aDrfcAwTM
    = copyleft-next-0.3.1
    d 1544 9A49 plSbxFTI56AiYC+k6uE2Axge8Brq8vLlFBCZeXmOxlA
    = curl
    d 152 Bo0Y 19quuxgW0G2IXW44reO8bvJ7Rf92U8Xb3MDdjMMs9eU
    d 156 g/wL iT36uOWI7w+0ER9KTaWmVrbfzrcueatT9aVVgdwlaMo
    = cve-tou
    d 140 QEoy /Mz0YoTEgDkgb6/cd7M3fja0tb3j5fx/ozdALcBNxSI
    = diffmark
    d 17 PRmq 6Eds4DxjgVAg1YJ7GZPDUoOzaCCRW0LAm4zUPj7cDp0
    = dtoa
    d 93 Bo0Y ISdbA8T0yuks1dBTKASd+upNDkrRww/i1shS39K8EdI
    d 102 Q48q TeXkphB3t4siWLzGAv17ZYCjiqz8g2Q4Zws+bN6oDnk
    = dvipdfm
    d 33 psTY SGLbmJ3x8ThhUxb19lk6/14OBnd199lEpbTCtMVzZNQ
    = eGenix
    d 654 pLEh lx9SEQauIF9AXBwXMwG9uA4B+d5kLZ+X7IgyHLfAYRA
    = fwlw
    d 18 oc// GcTPmC17mEeKhyD1g/WGeNvSpziucxgDo4WTmvoptQ8
    d 24 otVY C7ShmggGclk3L6iQDF6vQghen1i5eZL8kMLjsKjArRs
    = gSOAP-1.3b
    d 3310 sUpw D2XujVNVJ75TamxSdAyTN0XIyl8og/4zLSkSIY9hT6Y
    d 3310 sUpw tBPdjiO6AUJ0TNlRYYfMprP3BCqFObmCY529Vx3+o0g
    = generic-xts
    d 120 Bo0Y egmcK3mDV3BP8QefLWIBQG0E6rLKIt4lBEIUL3IAm9I
    = gnuplot
    d 207 Bo0Y DbJ8VeQdZg0hi/j6aFKGxLVGjF7bO+iw4QyG2gJ3AVI
    = gtkbook
    d 43 Mi+E y7vqtpmImRObB0T/KvIa/xHXY/r16f2ZQ6DiubkqN3I
    = hdparm
    d 39 Ozm+ IDFONReDeSom/asgacwz6VkRxJ/ca04sfX+w/7/sE3o
    d 44 KtC8 662+mvVVkd9NeqWf4gCBjS2x+yS2jHRPXzK3tGgqSKs
    = iMatix
    d 566 5glY B4OKn5tpv6aI81/LZYBZRudAJX25Dy3YXHdwzgNdKNk
    d 573 5glY hfzhdmKT+V4puLvdGs7ks0Y6NjnDzLD5yfet8aVS0tU
    = jove
    d 33 l1sR yE9imu1S7+RuBf0qvxyxDLK4IXb/GLeJVfk6oG61SYk
    d 43 FACf xOApXu7s78h6FDCpzR/n+ULycERaFT4ksGZCyYGLyVg
    = libpng-1.6.35
    d 556 FGxW vnq9UzFzmIr9Ehg8AKv4Jv9Rm9q5TIdVxIucodweIxw
    = libpng-2.0
    d 208 iees 8iGzQMO78YFzOlAb0zPVbCnmcMUhlZWRlwk7m4r3GWY
    d 203 FGxW Bqre2HANazKsibNtPlBSPfjgbV5e0fjW8gWpW1EJh48
    = libselinux-1.0
    d 156 nBCN bJ+qrzala9Zcaks9g3C6P9cyXWfuVV4hiz7jOi0ovJk
    = libtiff
    d 169 Bo0Y U07wfNDKvqNbRXr8eeSl86vML8vHkTX6gkKD907vx1o
    = libutil-David-Nugent
    d 128 Ogs1 of3BajADU27WUic0bAqXh40QZzYA7ZnTzqLsKBwXgZA
    = lsof
    d 128 bGAI 32oU5ybBvnZy+450aRhd9ceKckoIsWSaQxn7QUJPT2E
    d 138 avV/ 35/8V6znoklqLY36h4J5VoKfyIBkR8b8pNkJaISGjG0
    = magaz
    d 20 imSq E7turQ+CcmRWBOfSnouDkefSEOinZaNK7knT/4Fps0I
    = mailprio
    d 63 2QIE 0tc8RrhGOQaOcfIDpY9zdM5s1KwhotTqfsFsZOA1XwE
    = man2html
    d 20 4gJN wDAq50LVe31N2+a9LcPYyUNSr1N+hh1ZDK0cIU01OOM
    = metamail
    d 87 Bo0Y JBmSxofOgY2HLAzwkqhQeJBa17ZY6gfQP/skq8Fr47A
    = mpi-permissive
    d 61 J8Lm WqRm2rZiCnMHfuIufZmZ0P95p76WaSXQQpUTdcD0PcY
    d 73 J8Lm XR1OCk9CEERFHJvvIOAxjU+oPCkLL9eJMvoKgV0FUQc
    = mpich2
    d 212 04U5 1v/BxHfs/MZ2FpG1KkwkrMaIhVGWUj/zWRE/X3j1t/c
    d 213 04U5 17Da0D2cHOgSlv9GcFEOFUkGSXzeFhF15qG5p+BLBxs
    = mplus
    d 31 5/pp TU/hlRdRfID3ySrWzRam/C4CCSlrCHvXfWVMIQ/R7Gw
    d 31 5/pp h7lejRI6uGpi/CZPmb/nK/ofU9+X9vWT7jW3V6Gk8mY
    = ngrep
    d 273 4gJN G3ru80eq8guJF797DBCmhoMzLUnf4ovrKknUexaPMcA
    = pkgconf
    d 99 Bo0Y F7EY2v1QUGdEH41AHk+t4X+b2H6htn0R8msLLeX2Y/4
    d 65 Bo0Y 7sozgSW/XJPzHSLz+wxWoyBhIpaCVzxmgdelGTT9z9c
    = pnmstitch
    d 160 X6gq Hhkm79B5B3TCNad83bTkPa6/fTAvqfpAQpci5lLZXK4
    = psfrag
    d 65 6mlK MxAxWl/0CmbjTgLiYKKUILHCTBoEH5sL5Dp+CKUl+po
    d 82 r1/L nrJOEEA/kRgBxSNXR0QkymbxIqu5CbYHK0KkDz5Kyik
    = psutils
    d 302 yWpq uUH0im1p7KWf8vgunINT4zW046fukttHUeNbN1DtPMU
    = python-ldap
    d 94 vewT aoaxNV7l0Y7FlJiCSOTiVQFIBd59WT2ClJuhwlbIqDo
    = radvd
    d 335 6Aap fhaBUfuZxHzOCK87O8rkYkh+THFzk9dS+iUtjxcpBDE
    = snprintf
    d 19 5jes mGGxYMNF/symn3lwcSL6J43HS/iQSlKTV1z7vV74YnU
    d 36 zhk0 jIQx7vwY5vGGVAcIm/ZZ7rvFYFWQOjM6fpc4N5LU6+g
    = softSurfer
    d 53 ZFrB wGaekrfAASx4+beVlIWea/idALOaRpEvk2YA7OOwMqQ
    d 52 ZFrB gJFC1RzIm6wKtSkUc2LCoj5k0S9TgjdVNLkIPnknv4c
    = ssh-keyscan
    d 29 2+Vt vBicrzvQHJR82iOM7l8hUSB+UC2Cn//yRH5q6M6fglQ
    = swrule
    d 48 c2XQ 1pnyICtkc4aswqTewHplhMJ8cPHCgDMNwrYXoNJh57U
    = threeparttable
    d 30 gCIm PPvcoJpSuDbhp2h5F01pqFvgMoNRsgYQJmj7rHaSk4I
    = ulem
    d 20 imSq xDkqou4yyCdJIPEDMETtTI/Gx+bpvu8aMvRa0YVRQIM
    = w3m
    d 71 wcVW /q8FLuKG/U8Gdfv7FsKyG6PaRCTIFgkMZ0dgY1o7Jzg
    = wwl
    d 51 tv8y /RBGsR9pV3rz2uB/lTNJE6tr4+0rAAlM/M2M0hq+/kM
    = xinetd
    d 335 YwJj h4kGCsdNuZGYp19iYOvNd/MzquTQTaN0sJ3VV0iQxQQ
    d 335 oFn7 CW6lMnhf0FnrKsYoR+xdVvkPXTLKY+imfPpCYJl9hpI
    = xkeyboard-config-Zinoviev
    d 99 imSq aBWiHS/eZ8hNPJw3RU1rT5l0xogKXtr5lH2l9OS6BH0
    = xlock
    d 103 Bo0Y LivXJXFZyMCv1hkpRj8FJo/F7mNEoRPp1303jBIwVlk
    d 111 LO8J y6VbBWH5xSGonVYSzxZ2V4yu6VyWhQqcYbY6LbWF/FQ
    = xpp
    d 353 wMy9 N0e318gMfHsLTs+U/dpdYxceWgxgTz5soseHNRKoloo
    d 350 Gvx8 FPD6AfEItqGu6rP7fDs6rfpvKqjpl0H1pOZ0oZ4yjdE
    = xzoom
    d 87 w0cG JBrWtv/lFZ0Zz/yqEbRChTlEuBS4IquDxm5gvUBIi7I
    d 92 i3zN Jp04E3YtVbo98gaBaw9rv9z1DEGezi7Kkfr16C5ABVg
    = zlib-acknowledgement
    d 147 m4cl fUw6PUVO7izprrrVaTrclmviBOoujHC58cJBzisWntU
    d 131 m4cl RSbfzmMVurhEaFfbQ482Fslt+/j3QAolTFWO3exI1YU
    """
}
