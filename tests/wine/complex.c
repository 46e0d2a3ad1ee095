/* Stands in, under Wine only, for what its ucrtbase.dll lacks: C's complex numbers,
   which numpy calls. Microsoft passes them as structures, and its long double is a
   double. Each function here is `my_` and the name it gets in the library. */

#include <complex.h>

#define EXPORT __declspec(dllexport)

typedef struct { float re, im; } single;
typedef struct { double re, im; } pair;

EXPORT const char never_ship[] = "HOTSPOT WINE STAND-IN";

static float complex from_single(single z) { return __builtin_complex(z.re, z.im); }
static double complex from_pair(pair z) { return __builtin_complex(z.re, z.im); }
static single to_single(float complex z) { return (single){crealf(z), cimagf(z)}; }
static pair to_pair(double complex z) { return (pair){creal(z), cimag(z)}; }

EXPORT single my__FCbuild(float re, float im) { return (single){re, im}; }
EXPORT pair my__Cbuild(double re, double im) { return (pair){re, im}; }
EXPORT pair my__LCbuild(double re, double im) { return (pair){re, im}; }

#define COMPLEX(name) \
    EXPORT single my_##name##f(single z) { return to_single(name##f(from_single(z))); } \
    EXPORT pair my_##name(pair z) { return to_pair(name(from_pair(z))); } \
    EXPORT pair my_##name##l(pair z) { return to_pair(name(from_pair(z))); }

#define REAL(name) \
    EXPORT float my_##name##f(single z) { return name##f(from_single(z)); } \
    EXPORT double my_##name(pair z) { return name(from_pair(z)); } \
    EXPORT double my_##name##l(pair z) { return name(from_pair(z)); }

COMPLEX(cacos) COMPLEX(cacosh) COMPLEX(casin) COMPLEX(casinh) COMPLEX(catan)
COMPLEX(catanh) COMPLEX(ccos) COMPLEX(ccosh) COMPLEX(cexp) COMPLEX(clog)
COMPLEX(conj) COMPLEX(cproj) COMPLEX(csin) COMPLEX(csinh) COMPLEX(csqrt)
COMPLEX(ctan) COMPLEX(ctanh)

REAL(cabs) REAL(carg) REAL(cimag) REAL(creal)

EXPORT single my_cpowf(single z, single w)
{
    return to_single(cpowf(from_single(z), from_single(w)));
}
EXPORT pair my_cpow(pair z, pair w) { return to_pair(cpow(from_pair(z), from_pair(w))); }
EXPORT pair my_cpowl(pair z, pair w) { return my_cpow(z, w); }
